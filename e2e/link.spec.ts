import { expect, test } from './fixtures.ts'
import { formatWords, LabPage, tiny } from './labPage.ts'

test('a link reproduces a study and says that the numbers are the same', async ({
  lab,
  page,
  browser,
  complaints,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  const figures = await lab.figures('curve')
  const link = await lab.copyLink()

  const elsewhere = await browser.newContext()
  const other = new LabPage(await elsewhere.newPage())
  other.page.on('pageerror', ({ message }) => complaints.push(message))
  await other.page.goto(page.url())
  await other.expectFresh()
  await expect(other.status).toContainText('same numbers as recorded')
  expect(await other.figures('curve')).toEqual(figures)
  expect(await other.copyLink()).toBe(link)
  await elsewhere.close()
})

test('a link brings back a bend that was moved by hand, trained further from there and moved again', async ({
  lab,
  page,
  browser,
  complaints,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  const trained = await lab.figures('curve')
  await lab.bend.focus()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Enter')
  await lab.button('Optimise from here').click()
  await lab.expectFresh()
  await lab.bend.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(lab.button('Put it back')).toBeVisible()
  await lab.expectProfileFresh()
  await expect(page).toHaveURL(/restarts=1_.*held=1_.*numbers=/)
  const figures = await lab.figures('curve')
  expect(figures).not.toEqual(trained)
  const link = await lab.copyLink()

  const elsewhere = await browser.newContext()
  const other = new LabPage(await elsewhere.newPage())
  other.page.on('pageerror', ({ message }) => complaints.push(message))
  await other.page.goto(page.url())
  await other.expectFresh()
  await expect(other.status).toContainText('same numbers as recorded')
  expect(await other.figures('curve')).toEqual(figures)
  expect(await other.copyLink()).toBe(link)
  await other.button('Put it back').click()
  await other.expectProfileFresh()
  expect(await other.figures('curve')).not.toEqual(figures)
  await elsewhere.close()
})

test('a link with other numbers is told by how much it differs', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  const words = new URLSearchParams(await lab.copyLink())
  const [backend, hash = '', samples = ''] = (words.get('numbers') ?? '').split('!')
  const [first, ...others] = samples.split('~').map(Number)
  words.set(
    'numbers',
    [
      backend,
      hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      [(first ?? 0) * 1.25, ...others].join('~'),
    ].join('!'),
  )
  await page.goto('about:blank')
  await lab.open(words.toString())
  await lab.expectFresh()
  await expect(lab.status).toContainText('differs by 2.0e-1')
})

test('values that cannot be used are named and replaced', async ({ lab, page }) => {
  await lab.open({ ...tiny, lr: 'fast', n: 1e9, colour: 'red', numbers: 'none' })
  await expect(lab.notice).toContainText('lr=fast (0.1 is used)')
  await expect(lab.notice).toContainText('n=1000000000 (1000 is used)')
  await expect(lab.notice).toContainText('colour=red (ignored)')
  await expect(lab.notice).toContainText('numbers=none (ignored)')
  await lab.button('close the notice').click()
  await expect(lab.notice).toHaveCount(0)
  await lab.openStep('Data')
  await expect(lab.step('Data').getByRole('textbox', { name: 'Samples' })).toHaveValue('1000')
  await lab.openStep('Network')
  await expect(page.getByRole('textbox', { name: 'Hidden widths' })).toHaveValue('8')
})

test('the address follows the choices', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' }).fill('77')
  await expect(page).toHaveURL(/seed2=77/)
  await page.reload()
  await lab.openStep('Endpoints')
  await expect(lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' })).toHaveValue('77')
  await page.evaluate((link) => window.location.assign(`#${link}`), formatWords({ ...tiny, seed2: 78 }))
  await expect(lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' })).toHaveValue('78')
})

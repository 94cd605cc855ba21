import { expect, test } from './fixtures.ts'
import { lengthy, tiny } from './labPage.ts'

test('a worker that ends in the middle of training is replaced, and the study keeps what it had', async ({
  lab,
  page,
}) => {
  await lab.open({ ...lengthy, epochs: 1, curveEpochs: 1, live: 0 })
  await lab.runAll()
  const figures = await lab.figures('curve')
  await lab.openStep('Curve')
  await lab.step('Curve').getByRole('textbox', { name: 'Epochs' }).fill('2000')
  await lab.button('Train the curve').click()
  await expect(lab.step('Curve').getByRole('progressbar')).toBeVisible()
  // Its helpers, which follow it in this list, go with it.
  await page
    .workers()[0]
    ?.evaluate(() => self.close())
    .catch(() => {})
  const notice = lab.notice.filter({ hasText: 'The worker stopped and was restarted' })
  // A worker that closes itself tells nobody: it is missed when it stays silent.
  await expect(notice).toContainText('run again: Curve', { timeout: 20_000 })
  await expect(lab.step('Curve').getByRole('progressbar')).toHaveCount(0)
  expect(await lab.figures('curve')).toEqual(figures)
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)

  await lab.step('Curve').getByRole('textbox', { name: 'Epochs' }).fill('30')
  await lab.runAll()
  expect(await lab.figures('curve')).not.toEqual(figures)
})

test('a worker that hangs is replaced when it is cancelled', async ({ lab, page }) => {
  await lab.open(lengthy)
  await lab.button('Run all').click()
  const bar = lab.step('Endpoints').getByRole('progressbar')
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  for (const worker of page.workers()) {
    void worker
      .evaluate(() => {
        for (;;);
      })
      .catch(() => {})
  }
  await lab.status.getByRole('button', { name: 'Cancel' }).click()
  await expect(bar).toHaveCount(0)
  await lab.openStep('Endpoints')
  await lab.step('Endpoints').getByRole('textbox', { name: 'Epochs' }).fill('1')
  await lab.button('Train the endpoints').click()
  await expect(lab.step('Endpoints').getByText('fresh', { exact: true })).toBeVisible({ timeout: 20_000 })
})

test('a diverging run names the NaN, stops and keeps the last finite weights', async ({ lab, page }) => {
  await lab.open({ ...tiny, lr: 1000 })
  await lab.button('Run all').click()
  await expect(lab.step('Endpoints').getByRole('alert').first()).toContainText(
    /diverged: the loss became NaN in epoch \d+/,
  )
  await expect(lab.step('Endpoints').getByRole('alert').first()).toContainText(
    'the last finite weights are kept',
  )
  await expect(lab.button('Cancel')).toHaveCount(0)
  await expect(lab.step('Endpoints')).toContainText('diverged')
  await expect(lab.step('Curve')).toContainText(/Not trained: w₁ .*diverged/)
  await expect(lab.step('Landscape')).toContainText(/Not drawn: w₁ .*diverged/)
  await expect(page.getByText('Training diverged, so there is nothing to draw yet')).toBeVisible()
  await lab.button('Set it to 0.1').click()
  await expect(page.getByText(/Not trained/)).toHaveCount(0)
  await lab.button('Run all').click()
  await lab.expectFresh()
  await expect(page.getByText(/diverged/)).toHaveCount(0)
})

test('a curve is drawn from weights that diverged where somebody wants it', async ({ lab }) => {
  await lab.open({ ...tiny, curveLr: 1_000_000 })
  await lab.button('Run all').click()
  await expect(lab.step('Curve').getByRole('alert')).toContainText('The curve diverged')
  await expect(lab.status).toContainText('Out of date')
  await lab.step('Landscape').getByRole('button', { name: 'Go on all the same' }).click()
  await lab.expectFresh()
})

test('endpoints that will be the same network are warned of beside their seeds', async ({ lab }) => {
  await lab.open({ ...tiny, seed1: 4, seed2: 4 })
  await lab.openStep('Endpoints')
  const warning = lab.step('Endpoints').getByRole('alert')
  await expect(warning).toContainText('w₁ and w₂ will be the same network')
  await warning.getByRole('button', { name: 'Seed 5 for w₂' }).click()
  await expect(warning).toHaveCount(0)
  await expect(lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' })).toHaveValue('5')
})

test('identical endpoints are explained where the landscape would be, with what mends them', async ({
  lab,
  page,
}) => {
  await lab.open({ ...tiny, seed1: 4, seed2: 4 })
  await lab.button('Run all').click()
  await expect(lab.notice).toContainText('w₁ and w₂ are the same network')
  await expect(lab.notice).toContainText('Give them different seeds')
  const landscape = page.getByRole('region', { name: 'Plane', exact: true }).filter({ hasText: 'failed' })
  await expect(landscape).toContainText('The step Curve failed')
  await expect(landscape).not.toContainText('Two networks will be trained')
  await expect(lab.status).toContainText('Curve failed')
  await landscape.getByRole('button', { name: 'Show the step Endpoints' }).click()
  await expect(lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' })).toBeVisible()
  await landscape.getByRole('button', { name: 'Take seed 5 for w₂ and run all' }).click()
  await lab.expectFresh()
  await expect(landscape).toHaveCount(0)

  // Under a landscape that stays, too.
  await lab.step('Endpoints').getByRole('textbox', { name: 'Seed of w₂' }).fill('4')
  await lab.button('Run all').click()
  await expect(landscape).toContainText('The step Curve failed')
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
})

test('what cannot be computed names the setting, and what was finished stays', async ({ lab, page }) => {
  await lab.open({ ...tiny, bn: 1, batch: 1 })
  await lab.button('Run all').click()
  await expect(lab.step('Endpoints').getByRole('alert')).toContainText('batch size: got 1, wanted at least 2')
  await expect(page.getByText('The step Endpoints failed')).toBeVisible()
  await expect(lab.button('Run it again')).toBeVisible()

  // 129 rows to train on leave a last batch of one when the statistics are measured anew.
  await lab.open({ ...tiny, bn: 1, n: 185, widths: 4 })
  await lab.button('Run all').click()
  await expect(lab.step('Curve').getByRole('alert')).toContainText('batch norm needs two values a channel')
  await expect(lab.step('Endpoints')).toContainText(/\d % · .*\d % test/)
})

test('absurd sizes are refused where they are typed, with what is allowed and why', async ({ lab }) => {
  await lab.open(tiny)
  await lab.openStep('Network')
  const widths = lab.step('Network').getByRole('textbox', { name: 'Hidden widths' })
  await widths.fill('100000')
  await expect(lab.step('Network')).toContainText(
    'up to 8 whole numbers from 1 to 1024: larger networks take minutes',
  )
  await widths.press('Enter')
  await expect(widths).toHaveValue('8')
  await lab.openStep('Data')
  const samples = lab.step('Data').getByRole('textbox', { name: 'Samples' })
  await samples.fill('0')
  await expect(lab.step('Data')).toContainText(
    'a whole number from 20 to 10000: fewer leave too little to test on',
  )
  await samples.blur()
  await expect(samples).toHaveValue('200')
})

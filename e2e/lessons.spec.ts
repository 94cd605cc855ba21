import type { Locator, Page } from '@playwright/test'
import { findGraveViolations } from './findGraveViolations.ts'
import { expect, test } from './fixtures.ts'
import type { LabPage } from './labPage.ts'

// Axe is put into the page as a script.
test.use({ bypassCSP: true })

function panelOf(page: Page): Locator {
  return page.getByRole('region', { name: /^lesson: / })
}

async function expectStep(page: Page, step: number): Promise<void> {
  await expect(panelOf(page)).toContainText(`Step ${step} of`)
  // The task stands there as soon as the stage is set.
  await expect(panelOf(page).getByRole('region', { name: 'Your turn' })).toBeVisible()
}

async function expectDone(page: Page): Promise<void> {
  await expect(panelOf(page).getByRole('heading', { name: 'What you saw' })).toBeVisible()
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await target.focus()
  await page.keyboard.press(key)
}

/** Moves the bend by keys, a twentieth of the window each, and lets go of it. */
async function moveBend(lab: LabPage, key: string, times: number): Promise<void> {
  await lab.bend.focus()
  for (let i = 0; i < times; i += 1) await lab.page.keyboard.press(`Shift+${key}`)
  await lab.page.keyboard.press('Enter')
}

test('the lesson of the bend is walked by keyboard, the game won, and the former study comes back', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  test.slow()
  await lab.open({ seed2: 5, n: 200, epochs: 20, curveEpochs: 20, live: 0 })
  await lab.runAll()
  await lab.openStep('Endpoints')
  const link = await lab.copyLink()
  await press(page, lab.button('lessons'))
  const list = page.getByRole('dialog', { name: 'Lessons' })
  await press(page, list.getByRole('button', { name: 'Begin: A bend opens the wall' }))
  const panel = panelOf(page)
  const next = () => press(page, panel.getByRole('button', { name: /^(Next|Finish)$/ }))

  await expectStep(page, 1)
  await expect(lab.step('Curve')).toBeHidden()
  await moveBend(lab, 'ArrowUp', 1)
  await expectDone(page)
  await next()
  await expectStep(page, 2)
  await moveBend(lab, 'ArrowUp', 12)
  await expectDone(page)
  await next()
  await expectStep(page, 3)
  // The question has a line of its own.
  const asked = panel.getByText('Numbers that make up one bend', { exact: true })
  expect(await asked.evaluate((label) => label.getBoundingClientRect().height)).toBeLessThan(30)
  await panel.getByRole('textbox', { name: 'Numbers that make up one bend' }).focus()
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await expect(panel).toContainText('Not yet')
  await panel.getByRole('textbox').fill('354')
  await page.keyboard.press('Enter')
  await expectDone(page)
  await next()

  await expectStep(page, 4)
  await expect(panel.getByRole('region', { name: 'score' })).toContainText('optimiser')
  await moveBend(lab, 'ArrowUp', 14)
  await expectDone(page)
  await expect(panel).toContainText('Your best so far')
  expect(await findGraveViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  // Colours fade from theme to theme.
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  expect(await findGraveViolations(page)).toEqual([])
  await next()
  await expectStep(page, 5)
  await press(page, panel.getByRole('radio', { name: /sees only two directions/ }), 'Space')
  await expect(panel).toContainText('The other way round')
  await press(page, panel.getByRole('radio', { name: /lowers the mean/ }), 'Space')
  await expectDone(page)
  await next()
  await expectStep(page, 6)
  await press(page, lab.button('Optimise from here'))
  await expectDone(page)
  await next()

  await expect(panel.getByRole('heading', { name: 'To take home' })).toBeVisible()
  await press(page, panel.getByRole('button', { name: 'Leave the lesson' }).last())
  await expect(panel).toHaveCount(0)
  await lab.expectFresh()
  await expect(lab.step('Endpoints').getByRole('button', { name: 'Endpoints' }).first()).toHaveAttribute(
    'aria-expanded',
    'true',
  )
  expect(await page.evaluate(() => window.isthmus?.link())).toBe(link)
  await press(page, lab.button('lessons'))
  await expect(list).toContainText('all steps done')
  await press(page, list.getByRole('button', { name: 'Link to the lesson: A bend opens the wall' }))
  await expect(list.getByRole('textbox', { name: 'link to the lesson' })).toHaveValue(/#lesson=bend$/)
})

test('every lesson opens by its link, knows when its first task is done, and goes back to its stage', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  test.slow()
  const panel = panelOf(page)
  const t = page.getByRole('slider', { name: /^t, position/ })
  const firstTasks: Readonly<Record<string, () => Promise<void>>> = {
    slice: async () => {
      const box = await lab.plane.boundingBox()
      if (!box) throw new Error('no plane')
      await page.mouse.click(box.x + box.width / 2, box.y + box.height * 0.85)
    },
    wall: async () => {
      await t.focus()
      await page.keyboard.press('End')
    },
    bend: () => moveBend(lab, 'ArrowUp', 2),
    many: () => moveBend(lab, 'ArrowDown', 13),
    real: () => panel.getByRole('radio', { name: /16! · 16!/ }).click(),
    ensembles: () => lab.button('Compare along the curve').click(),
  }
  for (const [name, doTask] of Object.entries(firstTasks)) {
    await page.goto(`./#lesson=${name}&notes=1`)
    await expectStep(page, 1)
    await expect(panel.getByRole('heading', { name: 'For the teacher' })).toBeVisible()
    await expect(panel.getByRole('heading', { name: 'What you saw' })).toHaveCount(0)
    await doTask()
    await expectDone(page)
    await panel.getByRole('button', { name: 'Back to the prepared state' }).click()
    if (name === 'wall') await expect(t).toHaveAttribute('aria-valuenow', '0')
    if (name === 'bend') await expect(page.getByText('The bend is held at (6.30, 0.00).')).toBeVisible()
    if (name === 'ensembles') await expect(page.getByText('not run')).toBeVisible()
  }
  await panel.getByRole('button', { name: 'Leave the lesson' }).click()
  await lab.expectFresh()
})

test('a reload comes back to the step where one was, and then to the study behind the lesson', {
  tag: '@cpu',
}, async ({ lab, page }) => {
  await lab.open({ seed2: 5, n: 200, epochs: 20, curveEpochs: 20, live: 0 })
  await lab.runAll()
  const own = await lab.copyLink()
  const linkNow = () => page.evaluate(() => window.isthmus?.link())
  await lab.button('lessons').click()
  await page.getByRole('button', { name: 'Begin: A bend opens the wall' }).click()
  const panel = panelOf(page)
  await expectStep(page, 1)
  await panel.getByRole('navigation').getByRole('button').nth(3).click()
  await expectStep(page, 4)
  const stage = await linkNow()
  await moveBend(lab, 'ArrowUp', 2)
  await expect.poll(linkNow).not.toBe(stage)
  await page.reload()
  await expectStep(page, 4)
  expect(await linkNow()).toBe(stage)

  await panel.getByRole('navigation').getByRole('button').last().click()
  await expectStep(page, 6)
  await panel.getByRole('button', { name: 'Skip' }).click()
  await expect(panel.getByRole('heading', { name: 'To take home' })).toBeVisible()
  await page.reload()
  await expect(panel.getByRole('heading', { name: 'To take home' })).toBeVisible()

  await panel.getByRole('button', { name: 'Leave the lesson' }).last().click()
  await lab.expectFresh()
  expect(await linkNow()).toBe(own)
  await page.reload()
  await lab.expectFresh()
  expect(await linkNow()).toBe(own)
  await expect(panel).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

  test('bend and task are seen together, and the lesson lies low when it is told to', {
    tag: '@cpu',
  }, async ({ lab, page }) => {
    const panel = panelOf(page)
    const task = panel.getByRole('region', { name: 'Your turn' })
    const top = async () => (await panel.boundingBox())?.y ?? 0
    /** How far the lower edge of the bend lies above the sheet, in pixels. */
    const bendAbove = async () => {
      const bend = await lab.bend.boundingBox()
      return bend ? (await top()) - bend.y - bend.height : Number.NaN
    }
    const expectBoth = async () => {
      await expect.poll(bendAbove).toBeGreaterThan(0)
      await expect(lab.bend).toBeInViewport({ ratio: 1 })
      await expect(task).toBeInViewport({ ratio: 1 })
      expect(await top()).toBeGreaterThan(0.59 * 844)
    }
    await page.goto('./#lesson=bend')
    await expectStep(page, 1)
    await expectBoth()

    await panel.getByRole('button', { name: /^A bend opens the wall/ }).tap()
    await expect(task).toBeHidden()
    expect(await top()).toBeGreaterThan(844 - 60)
    await panel.getByRole('button', { name: /^A bend opens the wall/ }).tap()
    await expect(task).toBeVisible()

    await panel.getByRole('button', { name: /^A bend opens the wall/ }).tap()
    await moveBend(lab, 'ArrowUp', 1)
    await expectDone(page)
    await panel.getByRole('button', { name: 'Next' }).tap()
    await expectStep(page, 2)
    await expectBoth()
  })
})

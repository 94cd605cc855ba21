import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('a training that was too fast to see is played, can be stopped, scrubbed and skipped', async ({
  lab,
  page,
}) => {
  await lab.open(tiny)
  await lab.button('Run all').click()
  const film = page.getByRole('region', { name: 'film of the training' })
  await expect(film).toBeVisible()
  await film.getByRole('button', { name: 'pause the film' }).click()
  const line = () => lab.curveLine.getAttribute('d')
  const moment = film.getByRole('slider', { name: 'moment of the training' })
  await moment.focus()
  await page.keyboard.press('Home')
  await expect(film).toContainText(/epoch \d+ of 20/)
  await expect.poll(line).toBeTruthy()
  const first = await line()
  // Figures and table tell of the moment that is seen.
  const path = page.getByRole('region', { name: 'Along the path' })
  await expect(path).toContainText(/at epoch \d+/)
  await expect.poll(() => lab.figures('curve')).not.toContain('…')
  const early = await lab.figures('curve')
  const network = page.getByRole('region', { name: 'The network at t', exact: true })
  await network.scrollIntoViewIfNeeded()
  await expect(network).toContainText(/at epoch \d+ of the training/)
  await expect(network.getByRole('img', { name: /test points on the wrong side$/ })).toBeVisible()

  // So do the confusion matrix, the calibration and the bend on the relief.
  const confusion = async () => {
    await network.getByRole('tab', { name: 'Confusion' }).click()
    await expect(network).toContainText(/at epoch \d+ of the training/)
    return network
      .getByRole('grid', { name: /^confusion matrix/ })
      .getByRole('gridcell')
      .allTextContents()
  }
  const calibration = async () => {
    await network.getByRole('tab', { name: 'Calibration' }).click()
    await expect(network).toContainText(/at epoch \d+ of the training/)
    return network
      .getByRole('img', { name: /^reliability diagram/ })
      .locator('.accuracy')
      .evaluateAll((bars) => bars.map((bar) => bar.outerHTML))
  }
  await page.getByText('3-D', { exact: true }).click()
  await expect(page.getByRole('img', { name: /^3-D landscape of train nll/ })).toBeVisible()
  const bend = () => lab.bend.getAttribute('transform')
  await expect.poll(bend).toBeTruthy()
  const start = [await confusion(), await calibration(), await bend()] as const
  expect(start[0].length * start[1].length).toBeGreaterThan(0)
  await moment.focus()
  await page.keyboard.press('End')
  await expect(film).toContainText('epoch 20 of 20')
  await expect.poll(line).not.toBe(first)
  await expect.poll(calibration).not.toEqual(start[1])
  await expect.poll(confusion).not.toEqual(start[0])
  expect(await bend()).not.toBe(start[2])
  await page.getByText('2-D', { exact: true }).click()
  await expect(lab.plane).toBeVisible()
  await expect(page.locator('.tMarker')).toHaveCount(1)

  await film.getByRole('button', { name: 'Show the result' }).click()
  await expect(film).toHaveCount(0)
  await expect(path).not.toContainText('at epoch')
  expect(await lab.figures('curve')).not.toEqual(early)
  await lab.expectFresh()
  await lab.button('Watch it train').click()
  await expect(film).toBeVisible()
  await expect(film).toHaveCount(0, { timeout: 15_000 })
})

test('the bend of a film cannot be taken in hand, and changes nothing', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.runAll()
  const film = page.getByRole('region', { name: 'film of the training' })
  await film.getByRole('button', { name: 'pause the film' }).click()
  const link = await lab.copyLink()
  await lab.bend.click()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Enter')
  await film.getByRole('button', { name: 'Show the result' }).click()
  await expect(lab.button('Watch it train')).toBeVisible()
  await lab.expectFresh()
  expect(await page.evaluate(() => window.isthmus?.link())).toBe(link)
})

test.describe('where motion is not wanted', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('a film waits at its first moment and is moved by hand', async ({ lab, page }) => {
    await lab.open(tiny)
    await lab.button('Run all').click()
    await lab.expectFresh()
    await lab.button('Watch it train').click()
    const film = page.getByRole('region', { name: 'film of the training' })
    const moment = film.getByRole('slider', { name: 'moment of the training' })
    await expect(moment).toHaveAttribute('aria-valuenow', '0')
    await expect(film.getByRole('button', { name: 'play the film' })).toHaveCount(0)
    await moment.press('End')
    await expect(film).toContainText('epoch 20 of 20')
    await film.getByRole('button', { name: 'Show the result' }).click()
    await expect(film).toHaveCount(0)
  })
})

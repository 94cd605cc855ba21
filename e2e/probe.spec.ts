import { expect, test } from './fixtures.ts'

test('the card of a probe leaves the bend and the probed place in view', async ({ lab, page }) => {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await lab.open()
    await lab.expectFresh()
    const box = await lab.plane.boundingBox()
    if (!box) throw new Error('there is no plane')
    const at = { x: box.x + box.width * 0.8, y: box.y + box.height * 0.25 }
    await page.mouse.click(at.x, at.y)
    const card = page.getByRole('region', { name: 'probed network' })
    await expect(card).toContainText('nll')
    const covered = await card.boundingBox()
    const bend = await lab.bend.locator('.diamond').boundingBox()
    if (!covered || !bend) throw new Error('there is no card or no bend')
    const covers = (x: number, y: number) =>
      x > covered.x && x < covered.x + covered.width && y > covered.y && y < covered.y + covered.height
    expect(covers(at.x, at.y)).toBe(false)
    expect(covers(bend.x + bend.width / 2, bend.y + bend.height / 2)).toBe(false)
    await lab.button('close the probe').click()
    await expect(card).toHaveCount(0)
  }
})

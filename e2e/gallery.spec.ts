import { galleryStudies } from '../src/lessons/gallery.ts'
import { expect, test } from './fixtures.ts'

test('recorded studies are one click from the gallery to live @cpu', async ({ lab, page }) => {
  await lab.open()
  await lab.button('gallery').click()
  const dialog = page.getByRole('dialog', { name: 'Gallery' })
  const cards = dialog.getByRole('list', { name: 'recorded studies' }).getByRole('listitem')
  await expect(cards).toHaveCount(8)
  for (const { title } of galleryStudies) {
    const picture = cards.filter({ hasText: title }).getByRole('presentation')
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { message: title })
      .toBe(640)
  }
  await dialog.getByRole('button', { name: 'open Two moons, a chain' }).click()
  await expect(dialog).toBeHidden()
  await lab.expectFresh()
  await expect(lab.button('Two moons, a chain; all studies')).toBeVisible()
  await lab.button('Train it here').click()
  await expect(lab.status).toContainText(/same numbers as recorded|differs by/, { timeout: 50_000 })
  await lab.expectFresh()
  const before = await lab.curveLine.getAttribute('d')
  await lab.bend.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(lab.curveLine).not.toHaveAttribute('d', before ?? '')
  await expect(page.getByText('saved', { exact: true })).toBeVisible()

  await lab.button('gallery').click()
  await dialog.getByRole('button', { name: 'open Three modes' }).click()
  await expect(page.getByRole('region', { name: 'Three modes' }).getByRole('table')).toContainText('w₁ – w₂')
  await lab.button('undo').click()
  await expect(lab.button('Two moons, a chain; all studies')).toBeVisible()
})

test('a recording that cannot be read leaves what is open @cpu', async ({ lab, page, complaints }) => {
  await lab.open()
  await page.route('**/studies/moons-chain*', (route) => route.fulfill({ status: 404 }))
  await lab.button('gallery').click()
  await page.getByRole('button', { name: 'open Two moons, a chain' }).click()
  await expect(lab.notice).toContainText('“Two moons, a chain” could not be read')
  await lab.expectFresh()
  complaints.length = 0
})

for (const width of [390, 360]) {
  test.describe(`on a phone, ${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 844 } })

    test('the header leads to the gallery without being scrolled @cpu', async ({ lab, page }) => {
      await lab.open()
      await expect(lab.button('gallery')).toBeInViewport({ ratio: 1 })
      await expect(page.getByRole('button', { name: /; all studies$/ })).toBeInViewport({ ratio: 1 })
      const header = page.getByRole('banner')
      expect(await header.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
      await lab.button('gallery').click()
      await expect(page.getByRole('dialog', { name: 'Gallery' })).toBeVisible()
    })
  })
}

import { readFileSync } from 'node:fs'
import { exportBytes, readNpz } from './exportedFile.ts'
import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('an experiment leaves from its view and by its name, and waits until it was run @cpu', async ({
  lab,
  page,
}) => {
  await lab.open(tiny)
  await lab.runAll()
  await lab.expectFresh()
  await page.getByRole('tab', { name: 'Ensembles' }).click()
  await page.getByRole('radiogroup', { name: 'Experiment' }).getByText('Along the curve').click()
  await lab.button('export the numbers').click()
  await expect(page.getByRole('menuitem', { name: 'alongCurve.npz' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await lab.button('Compare along the curve').click()
  await expect(lab.button('Compare again')).toBeVisible({ timeout: 50_000 })

  await lab.button('export the numbers').click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'alongCurve.npz' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/-alongCurve\.npz$/)
  const arrays = await readNpz(readFileSync(await download.path()))
  const of = (name: string) => arrays.find((array) => array.name === name)?.data
  const count = of('ts')?.length ?? 0
  expect(of('curve.ensembleNll')).toHaveLength(count)
  expect(of('about')).toBeInstanceOf(Uint8Array)

  const lines = new TextDecoder()
    .decode(await exportBytes(page, 'alongCurve.csv'))
    .trimEnd()
    .split('\n')
  expect(lines[0]).toMatch(/^t,curve_ensemble_nll_nats,/)
  expect(lines).toHaveLength(1 + count)
})

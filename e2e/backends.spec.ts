import { expect, test } from './fixtures.ts'
import { tiny } from './labPage.ts'

test('without WebGPU the badge says why, and everything works @cpu', async ({ lab, page }) => {
  await lab.open(tiny)
  await lab.badge.click()
  const offer = page.getByRole('menuitem', { name: /^tfjs on WebGPU/ })
  await expect(offer).toBeDisabled()
  await expect(offer).toContainText(/has no WebGPU|found no graphics device/)
  await expect(offer).toContainText('Nothing is missing for networks of this size')
  await page.keyboard.press('Escape')
  await lab.runAll()
  await expect(lab.badge).toHaveText(/^SIMD/)
  await expect.poll(() => lab.paintedShare()).toBeGreaterThan(0.5)
})

test('a software adapter is not taken for a graphics device, but can be chosen', async ({ lab, page }) => {
  await lab.open({ ...tiny, epochs: 3, curveEpochs: 3, n: 60 })
  await lab.badge.click()
  const offer = page.getByRole('menuitem', { name: /^tfjs on WebGPU/ })
  await expect(offer).toBeEnabled()
  await expect(page.getByRole('menuitem', { name: /^Automatic/ })).toHaveAttribute('aria-current', 'true')
  await offer.click()
  await lab.openStep('Endpoints')
  await lab.button('Train the endpoints').click()
  await expect(lab.badge).toHaveText('tfjs on WebGPU', { timeout: 30_000 })
  await expect(lab.step('Endpoints')).toContainText(/\d % · .*\d % test/, { timeout: 30_000 })
})

test('a lost graphics device is said, and the work goes on without it', async ({ lab, page }) => {
  // Remembers the devices that the engine opens, so that one can be taken away.
  page.on('worker', (worker) => {
    void worker.evaluate(() => {
      const devices: GPUDevice[] = []
      const { requestDevice } = GPUAdapter.prototype
      GPUAdapter.prototype.requestDevice = async function (...options) {
        const device = await requestDevice.apply(this, options)
        devices.push(device)
        return device
      }
      Object.assign(globalThis, { devices })
    })
  })
  await lab.open({ ...tiny, backend: 'tf-webgpu', epochs: 1000 })
  await lab.button('Run all').click()
  const bar = lab.step('Endpoints').getByRole('progressbar')
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      for (const device of (globalThis as unknown as { devices: GPUDevice[] }).devices) device.destroy()
    })
  }
  await expect(lab.badge).toHaveText(/^SIMD/)
  await lab.expectFresh()
  await lab.badge.click()
  await expect(page.getByText('The graphics device was lost while it computed').first()).toBeVisible()
})

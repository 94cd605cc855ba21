import { createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import '../../charts/theme.css'
import '../../charts/moment.css'
import { drawInBothThemes, flatColors } from '../../fixtures/drawInBothThemes.ts'
import '../page.css'
import { ConfusionMatrix } from './ConfusionMatrix.tsx'

/** Heights and widths that no font has a say in. */
const fixedSize = `
  .pictureSheet table { table-layout: fixed }
  .pictureSheet :is(td, th) { height: 22px; line-height: 1; color: transparent !important }
  .pictureSheet :is(td, th) { padding: 0 !important; overflow: hidden; font-size: 10px; white-space: nowrap }
`
const size = { width: 260, height: 200 }

function nothing(): void {}

it('whom a network takes for whom, with a cell under the pointer', async () => {
  await page.viewport(960, 420)
  const count = 6
  const labels = Int32Array.from({ length: 240 }, (_, row) => row % count)
  // Of each class another share is right; the rest goes to its neighbour or far away.
  const classes = labels.map((label, row) => {
    const turn = Math.floor(row / count) % 10
    if (turn < 4 + label) return label
    return (label + (turn < 9 ? 1 : 3)) % count
  })
  const view = { classNames: Array.from({ length: count }, (_, i) => String(i)), labels, classes }
  const cell = { label: 2, predicted: 3 }
  const sheet = await drawInBothThemes(size, ({ element }) => {
    const style = document.createElement('style')
    style.textContent = fixedSize
    const host = document.createElement('div')
    element.style.background = 'var(--page)'
    element.replaceChildren(style, host)
    flushSync(() => {
      createRoot(host).render(createElement(ConfusionMatrix, { view, cell, onCell: nothing }))
    })
  })
  await expect(sheet).toMatchScreenshot('confusion', flatColors)
})

import type { Browser, Page } from '@playwright/test'
import type { LabPage, LinkWords } from '../e2e/labPage.ts'
import { openStudy, runStudy, withPage } from './labStudy.ts'
import type { DragTimes } from './results.ts'
import { quantile } from './timing.ts'

/** How a drag is measured. */
export interface DragPlan {
  readonly words: LinkWords
  /** Moves of the pointer, each on its own. */
  readonly moves: number
  /** Time without a change of the drawn curve after which the last change counts as that of the exact profile. */
  readonly quietMs: number
}

/** Times that a page under a drag notes: the last pointer event, and when the last change of the curve was painted. */
interface DragClock {
  movedAt: number
  paintedAt: number
}

declare global {
  interface Window {
    dragClock?: DragClock
  }
}

/** Radius in pixels of the circle on which the pointer goes around the bend's place. */
const radius = 40

/**
 * From a pointer event to the exact 61-point profile on screen. The bend is held and moved, one event at a time; the curve is
 * drawn anew for each exact profile (the landscape's preview is a line of its own, though it may rescale the axis at once),
 * so that the last change after an event is the exact profile, counted at the end of the frame that paints it.
 */
export function measureDrag(browser: Browser, url: string, plan: DragPlan): Promise<DragTimes> {
  return withPage(browser, url, async (page) => {
    const lab = await openStudy(page, plan.words)
    await runStudy(page, [1, 2])
    await page.evaluate(watchCurve)
    const centre = await takeBend(page, lab)
    const times: number[] = []
    for (let move = 0; move < plan.moves; move++) {
      const angle = move * 2.4
      await page.mouse.move(centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle))
      times.push(await readTime(page, plan.quietMs))
    }
    await page.mouse.up()
    // The first moves warm up.
    const counted = times.slice(Math.ceil(plan.moves / 10))
    return { medianMs: quantile(counted, 0.5), p95Ms: quantile(counted, 0.95) }
  })
}

async function takeBend(page: Page, lab: LabPage): Promise<{ readonly x: number; readonly y: number }> {
  const box = await lab.bend.boundingBox()
  if (!box) throw new Error('the bend is not on screen')
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(centre.x, centre.y)
  await page.mouse.down()
  return centre
}

async function readTime(page: Page, quietMs: number): Promise<number> {
  const read = await page.waitForFunction((quiet) => {
    const { movedAt = 0, paintedAt = 0 } = window.dragClock ?? {}
    return paintedAt > movedAt && performance.now() - paintedAt > quiet && paintedAt - movedAt
  }, quietMs)
  return Number(await read.jsonValue())
}

/** Runs in the page: notes pointer events and when the drawn curve that follows from them is on screen. */
function watchCurve(): void {
  const clock: DragClock = { movedAt: 0, paintedAt: 0 }
  window.dragClock = clock
  window.addEventListener(
    'pointermove',
    ({ timeStamp }) => {
      clock.movedAt = timeStamp
    },
    true,
  )
  const chart = document.querySelector('svg[aria-label^="train nll along t"]')
  if (!chart) throw new Error('no profile is drawn')
  const readLine = () => chart.querySelector('[data-series="curve"] path')?.getAttribute('d')
  let line = readLine()
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    clock.paintedAt = performance.now()
  }
  new MutationObserver(() => {
    const next = readLine()
    if (next === line) return
    line = next
    // A message sent in the frame that paints arrives once it is painted.
    requestAnimationFrame(() => port2.postMessage(undefined))
  }).observe(chart, { subtree: true, attributes: true, childList: true })
}

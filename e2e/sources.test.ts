import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../src/', import.meta.url)
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path),
)

/** Every way to have text taken for markup or for code. */
const sinks =
  /\.(inner|outer)HTML\b|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|createContextualFragment|setHTMLUnsafe|srcdoc|\.html\(|(?<!\.)\beval\(|(?:window|globalThis|self)\.eval\b|new Function\(/

it('no source takes text for markup or for code', () => {
  expect(sources.length).toBeGreaterThan(100)
  const found = sources.filter((path) => sinks.test(readFileSync(new URL(path, folder), 'utf8')))
  expect(found).toEqual([])
})

it('starts no worker but those in which e2e/safety.spec.ts tries mischief', () => {
  const started = sources.flatMap((path) => {
    const text = readFileSync(new URL(path, folder), 'utf8')
    return [...text.matchAll(/new (?:Shared)?Worker\(\s*(?:new URL\('[^']*\/(\w+)\.ts')?/g)].map(
      ([, name]) => name,
    )
  })
  expect(started.sort()).toEqual(['poolWorker', 'readWorker', 'worker'])
})

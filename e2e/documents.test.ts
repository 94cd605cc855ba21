import { expect, it } from 'vitest'
import { glossary } from '../src/lessons/glossary.ts'
import { experimentTexts } from '../src/ui/texts/experiments.ts'
import { renderDocuments } from '../vite.docs.ts'

const pages = renderDocuments()

/** The page of that name as text. */
function readPage(name: string): string {
  return String(pages.get(name) ?? '')
}

/** Whether the documents have a place such as `science#curves`, or `science` alone. */
function hasPlace(place: string): boolean {
  const [page, anchor] = place.split('#')
  const html = readPage(`${page}.html`)
  return anchor === undefined ? html !== '' : html.includes(` id="${anchor}"`)
}

it('every link from one document to another finds its place', () => {
  const names = [...pages.keys()].filter((name) => name.endsWith('.html'))
  expect(names).toEqual(expect.arrayContaining(['index.html', 'science.html', 'changelog.html']))
  const lost = names.flatMap((name) =>
    [...readPage(name).matchAll(/href="(\.\/|#)([^"]*)"/g)]
      .map(([, start, rest = '']) => (start === '#' ? `${name}#${rest}` : rest))
      .filter((link) => !pages.has(link) && !hasPlace(link.replace('.html', '')))
      .map((link) => `${name}: ${link}`),
  )
  expect(lost).toEqual([])
})

it('every place that an experiment points to is there', () => {
  const lost = Object.values(experimentTexts).filter(({ reading }) => !hasPlace(reading))
  expect(lost.map(({ title, reading }) => `${title}: ${reading}`)).toEqual([])
})

it('every place that the glossary points to is there', () => {
  const lost = Object.values(glossary).filter(({ docs }) => !hasPlace(docs))
  expect(lost.map(({ word, docs }) => `${word}: ${docs}`)).toEqual([])
})

it('formulas are typeset, and none is left as it was written', () => {
  const science = readPage('science.html')
  expect(science.match(/class="katex"/g)?.length).toBeGreaterThan(60)
  expect(science).not.toContain('$<code>')
  expect(science).not.toContain('language-math')
})

it('pages have no script, and nothing from elsewhere', () => {
  for (const [name, source] of pages) {
    if (!name.endsWith('.html')) continue
    expect(String(source)).not.toContain('<script')
    expect(String(source)).not.toMatch(/ src(set)?="(https?:)?\/\//)
  }
})

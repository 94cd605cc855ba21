import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import katex from 'katex'
import { Marked } from 'marked'
import type { Plugin } from 'vite'

const root = new URL('.', import.meta.url)
const fontFolder = 'node_modules/katex/dist/fonts/'

const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** Documents that do not stand in `docs/`, and the pages that they become there. */
const documentsElsewhere: Readonly<Record<string, string>> = {
  'README.md': 'isthmus.html',
  'CHANGELOG.md': 'changelog.html',
  'CONTRIBUTING.md': 'contributing.html',
  'src/README.md': 'sources.html',
  'src/fixtures/README.md': 'fixtures.html',
}

/** Every document by its path in the repository, with the name of its page. */
function listDocuments(): ReadonlyMap<string, string> {
  const own = readdirSync(new URL('docs/', root)).filter((file) => file.endsWith('.md'))
  const pages = own.map((file) => [`docs/${file}`, file.replace(/\.md$/, '.html')] as const)
  return new Map(
    [...pages, ...Object.entries(documentsElsewhere)].map(([path, page]) => [path, nameIndex(page)]),
  )
}

function nameIndex(page: string): string {
  return page === 'README.html' ? 'index.html' : page
}

/** The anchor of a heading as GitHub makes it, so that links work in both places. */
function slugOf(text: string): string {
  const plain = text.toLowerCase().replace(/<[^>]+>|&[a-z]+;/g, '')
  return plain
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replace(/ /g, '-')
}

function typeset(tex: string, displayMode: boolean): string {
  return katex.renderToString(tex, { displayMode, output: 'htmlAndMathml', strict: 'error', trust: false })
}

/** Markdown as GitHub reads it, formulas between $` and `$ and in blocks of `math` included. */
function createParser(path: string, documents: ReadonlyMap<string, string>): Marked {
  const ids = new Set<string>()
  return new Marked({
    extensions: [
      {
        name: 'formula',
        level: 'inline',
        start: (text) => text.indexOf('$`'),
        tokenizer(text) {
          const found = /^\$`([^`]+)`\$/.exec(text)
          return found ? { type: 'formula', raw: found[0], text: found[1] ?? '' } : undefined
        },
        renderer: (token) => typeset(String(token.text), false),
      },
    ],
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens)
        const slug = slugOf(html)
        const id = ids.has(slug) ? `${slug}-${[...ids].filter((one) => one.startsWith(slug)).length}` : slug
        ids.add(id)
        return `<h${depth} id="${id}">${html}</h${depth}>\n`
      },
      code: ({ text, lang }) =>
        lang === 'math' ? `<p class="formula" tabindex="0">${typeset(text, true)}</p>\n` : false,
      link({ href, tokens }) {
        const html = this.parser.parseInline(tokens)
        const to = rewriteLink(href, path, documents)
        return to === undefined ? html : `<a href="${to}">${html}</a>`
      },
    },
  })
}

/** Where a link of a document leads from its page; undefined for sources, which are not part of the build. */
function rewriteLink(href: string, from: string, documents: ReadonlyMap<string, string>): string | undefined {
  if (/^(https?:|mailto:|#)/.test(href)) return href
  const [file = '', anchor] = href.split('#')
  const page = documents.get(posix.join(posix.dirname(from), file))
  return page && (anchor === undefined ? `./${page}` : `./${page}#${anchor}`)
}

/**
 * The anchors that a document has here and not on GitHub: a paragraph or an item that begins with bold words goes by them, where
 * no heading does.
 */
function nameParagraphs(html: string): string {
  const taken = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  return html.replace(
    /<(p|li)>((?:<p>)?<strong>(.*?)<\/strong>)/g,
    (whole, tag: string, rest: string, bold: string) => {
      const id = slugOf(bold)
      if (taken.has(id) || id === '') return whole
      taken.add(id)
      return `<${tag} id="${id}">${rest}`
    },
  )
}

/** What is wider than the page scrolls by itself, by keys too. */
function boxWide(html: string): string {
  return html
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">')
}

function listContents(html: string): string {
  const headings = [...html.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)]
  if (headings.length < 2) return ''
  const items = headings.map(([, id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('')
  return `<nav class="contents" aria-label="On this page"><ul>${items}</ul></nav>`
}

function renderPage(path: string, documents: ReadonlyMap<string, string>): string {
  const parser = createParser(path, documents)
  const html = boxWide(nameParagraphs(parser.parse(read(path), { async: false })))
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1]?.replace(/<[^>]+>/g, '') ?? 'Isthmus'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Isthmus</title>
<link rel="icon" type="image/svg+xml" href="../icon.svg">
<link rel="stylesheet" href="./docs.css">
</head>
<body>
<header><a href="../">Isthmus</a><a href="./index.html">Documents</a></header>
<div class="page">
${listContents(html)}
<main>
${html}
</main>
</div>
</body>
</html>
`
}

/** The app's colours, for either scheme that the reader's system asks for: these pages have no script to choose one by hand. */
function readColours(): string {
  const css = read('src/ui/page.css')
  const light = /:root \{([^}]+)\}/.exec(css)?.[1]
  const dark = /\[data-mantine-color-scheme="dark"\] \{([^}]+)\}/.exec(css)?.[1]
  if (!light || !dark) throw new Error('src/ui/page.css has no colours of the two schemes')
  return `:root {${light}}\n@media (prefers-color-scheme: dark) {\n:root {${dark}}\n}\n`
}

/** KaTeX's own style, of whose fonts every browser that runs the app reads the first kind. */
function readFormulaStyle(addressOf: (font: string) => string): string {
  return read('node_modules/katex/dist/katex.min.css').replace(
    /src:url\(fonts\/([^)]+\.woff2)\)[^;}]*/g,
    (_, font: string) => `src:url(${addressOf(font)}) format("woff2")`,
  )
}

/** All documents as pages, by their addresses under `docs/`, with their style and what they show. */
export function renderDocuments(
  addressOf: (font: string) => string = (font) => `./fonts/${font}`,
): ReadonlyMap<string, string | Uint8Array> {
  const documents = listDocuments()
  const pages = [...documents].map(([path, page]) => [page, renderPage(path, documents)] as const)
  const style = [readFormulaStyle(addressOf), readColours(), read('docs/docs.css')].join('\n')
  const images = pages.flatMap(([, html]) =>
    [...html.matchAll(/ src(?:set)?="(?:docs\/)?(images\/[^"]+)"/g)].map(([, name = '']) => name),
  )
  const imageFiles = images.map((name) => [name, readFileSync(new URL(`docs/${name}`, root))] as const)
  const named = pages.map(([page, html]) => [page, html.replace(/( src(?:set)?=")docs\//g, '$1./')] as const)
  return new Map<string, string | Uint8Array>([...named, ['docs.css', style], ...imageFiles])
}

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  png: 'image/png',
  woff2: 'font/woff2',
}

/**
 * Adds the documents to the build as plain pages, `docs/science.html` and so on, so that the app's links to formulas work
 * offline and under any address. Fonts of formulas are those that the app brings along.
 */
export function documentPages(): Plugin {
  return {
    name: 'document-pages',
    configureServer({ middlewares }) {
      middlewares.use('/docs', (request, answer, next) => {
        const path = new URL(request.url ?? '', 'http://localhost').pathname.slice(1) || 'index.html'
        const font = /^fonts\/([\w-]+\.woff2)$/.exec(path)?.[1]
        const source = font ? readFileSync(new URL(fontFolder + font, root)) : renderDocuments().get(path)
        if (source === undefined) return next()
        answer.setHeader('content-type', mediaTypes[posix.extname(path).slice(1)] ?? '')
        answer.end(source)
      })
    },
    generateBundle(_, bundle) {
      const bundled = Object.keys(bundle)
      const addressOf = (font: string) => {
        const stem = font.replace(/\.woff2$/, '')
        const found = bundled.find(
          (file) => file.endsWith('.woff2') && posix.basename(file).startsWith(`${stem}-`),
        )
        if (found) return `../${found}`
        const source = readFileSync(new URL(fontFolder + font, root))
        this.emitFile({ type: 'asset', fileName: `docs/fonts/${font}`, source })
        return `./fonts/${font}`
      }
      for (const [path, source] of renderDocuments(addressOf))
        this.emitFile({ type: 'asset', fileName: `docs/${path}`, source })
    },
  }
}

/** Of the fonts of formulas the first kind alone, which every browser that runs the app reads, and in files: the policy forbids others. */
export function formulaFonts(): Plugin {
  return {
    name: 'formula-fonts',
    enforce: 'pre',
    config: () => ({
      build: { assetsInlineLimit: (path: string) => (path.endsWith('.woff2') ? false : undefined) },
    }),
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('katex.min.css')) return null
      return code.replace(/,url\(fonts\/[^)]+\.(?:woff|ttf)\) format\("[^"]+"\)/g, '')
    },
  }
}

import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'

const folder = new URL('../src/ui/', import.meta.url)

/** Literals of several words that nobody reads: media queries, class names, names of layers. */
const unread = ['(hover: none)', 'chart plot', 'mark color', 'line color', 'test accuracy', 'train accuracy']

const twoWords = /\p{L}[,.:;…]? +\p{L}/u
const oneWord = /\p{L}{2}/u

interface Node {
  readonly type: string
  readonly value: unknown
}

function isNode(value: object): value is Node {
  return 'type' in value && typeof value.type === 'string'
}

/** All nodes of a syntax tree that have a value. */
function* listNodes(tree: unknown): Generator<Node> {
  if (typeof tree !== 'object' || tree === null) return
  if (isNode(tree) && 'value' in tree) yield tree
  for (const part of Object.values(tree)) yield* listNodes(part)
}

/** What a node lets a person read, where it has words. */
function readNode({ type, value }: Node): string | undefined {
  if (type === 'JSXText' && typeof value === 'string') return oneWord.test(value) ? value : undefined
  const text = type === 'TemplateElement' ? (value as { readonly cooked?: string }).cooked : value
  if (type !== 'Literal' && type !== 'TemplateElement') return undefined
  return typeof text === 'string' && twoWords.test(text) ? text : undefined
}

function findSentences(file: string): string[] {
  const { program, errors } = parseSync(file, readFileSync(new URL(file, folder), 'utf8'))
  expect(errors).toEqual([])
  const texts = [...listNodes(program)].map(readNode).filter((text) => text !== undefined)
  return texts.map((text) => text.trim()).filter((text) => !unread.includes(text))
}

it('components have no sentences: all of them stand in ui/texts', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  )
  expect(files.length).toBeGreaterThan(50)
  const found = files.flatMap((file) => findSentences(file).map((text) => `${file}: ${text}`))
  expect(found).toEqual([])
})

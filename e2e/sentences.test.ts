import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'

const folder = new URL('../src/', import.meta.url)

/** Literals of several words that nobody reads: media queries, class names, names of layers. */
const unread = [
  '(hover: none)',
  '(pointer: coarse)',
  'chart plot',
  'mark color',
  'line color',
  'test accuracy',
  'train accuracy',
  'gap over',
  'gap under',
  'trail trail',
  '#landscape canvas',
  'main section',
]

/** Programs for the graphics card, fonts and the head of a file. */
const notProse = /\bvec[34]\b|sans-serif|^<\?xml/

const twoWords = /\p{L}[,.:;…]? +\p{L}/u
const oneWord = /\p{L}{2}/u

type Node = { readonly type: string } & Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** What a call does with its words: classes and errors that developers alone read, or text that is drawn. */
function purposeOf(node: Node): 'unread' | 'drawn' | undefined {
  if (node.type === 'ThrowStatement' || node.type === 'TSLiteralType') return 'unread'
  if (node.type === 'NewExpression')
    return isNode(node.callee) && /Error$/.test(String(node.callee.name)) ? 'unread' : undefined
  if (node.type !== 'CallExpression' || !Array.isArray(node.arguments)) return undefined
  const [first, second] = node.arguments.filter(isNode)
  if ([first, second].some((argument) => argument?.value === 'class')) return 'unread'
  const draws =
    first?.name === 'amendText' ||
    (isNode(node.callee) && isNode(node.callee.property) && node.callee.property.name === 'text')
  return draws ? 'drawn' : undefined
}

interface Place {
  /** Whether a single word is one to be read. */
  readonly drawn: boolean
}

/** What a node lets a person read, where it has words. */
function readNode({ type, value }: Node, { drawn }: Place): string | undefined {
  if (type === 'JSXText' && typeof value === 'string') return oneWord.test(value) ? value : undefined
  const text = type === 'TemplateElement' ? (value as { readonly cooked?: string }).cooked : value
  if (type !== 'Literal' && type !== 'TemplateElement') return undefined
  return typeof text === 'string' && (drawn ? oneWord : twoWords).test(text) ? text : undefined
}

/** All words of a syntax tree that a person reads. */
function* listWords(tree: unknown, place: Place): Generator<string> {
  if (typeof tree !== 'object' || tree === null) return
  const use = isNode(tree) ? purposeOf(tree) : undefined
  if (use === 'unread') {
    // What is chained before a class is set is still looked at.
    if (isNode(tree) && isNode(tree.callee)) yield* listWords(tree.callee, place)
    return
  }
  const text = isNode(tree) && 'value' in tree ? readNode(tree, place) : undefined
  if (text !== undefined) yield text.trim()
  for (const [key, part] of Object.entries(tree))
    yield* listWords(part, { drawn: use === 'drawn' ? key === 'arguments' : place.drawn && key !== 'callee' })
}

function findSentences(file: string): string[] {
  const { program, errors } = parseSync(file, readFileSync(new URL(file, folder), 'utf8'))
  expect(errors).toEqual([])
  return [...listWords(program, { drawn: false })].filter(
    (text) => !unread.includes(text) && !notProse.test(text),
  )
}

it.each([
  { layer: 'ui', fewest: 150 },
  { layer: 'charts', fewest: 40 },
])('$layer has no sentences: all of them stand in ui/texts', ({ layer, fewest }) => {
  const files = readdirSync(new URL(layer, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('texts/'))
    .map((file) => `${layer}/${file}`)
  expect(files.length).toBeGreaterThan(fewest)
  const found = files.flatMap((file) => findSentences(file).map((text) => `${file}: ${text}`))
  expect(found).toEqual([])
})

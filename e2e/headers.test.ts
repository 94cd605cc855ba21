import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

const [, policy = ''] = /Content-Security-Policy: (.+)/.exec(read('public/_headers')) ?? []

it('docs/hosting.md gives every server the policy that is shipped', () => {
  const document = read('docs/hosting.md').replace(/\s+/g, ' ')
  expect(policy).toContain("default-src 'none'; ")
  expect(document.split(policy)).toHaveLength(4)
})

it('the policy lets nothing run or leave that is not of the app, and lets other pages embed it', () => {
  const sources = new Map(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]))
  expect(sources.get('default-src')).toEqual(["'none'"])
  expect(sources.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
  expect(sources.get('worker-src')).toEqual(["'self'"])
  expect(sources.get('connect-src')).toEqual(["'self'"])
  expect(sources.get('frame-ancestors')).toEqual(['*', 'file:'])
})

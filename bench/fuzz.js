import { startVitest } from 'vitest/node'

// Every reader with 20,000 damaged files, or as many as ISTHMUS_FUZZ_CASES says; the same tests take a moment's worth in `npm test`.
process.env.ISTHMUS_FUZZ_CASES ??= '20000'

const vitest = await startVitest('test', ['src/formats', 'src/engine/reading', 'src/store/keeping'], {
  run: true,
  project: ['unit'],
  testNamePattern: '(every|any) (damaged|mutation)',
})
await vitest.close()

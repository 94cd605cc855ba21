import type { Page } from '@playwright/test'
import { fixtureBytes } from '../src/fixtures/fixtureFile.ts'
import type { NamedTensor } from '../src/formats/tensor.ts'
import { exportBytes, readNpz } from './exportedFile.ts'
import { expect, test } from './fixtures.ts'
import { digitsFile, referenceBytes, referenceNets } from './referenceFiles.ts'
import { givenFiles, inOrder, isthmusOf, moons } from './scriptedPage.ts'

/** The largest share of its tolerance that any number takes. */
function worst(written: NamedTensor | undefined, official: NamedTensor | undefined): number {
  if (!written || written.data.length !== official?.data.length) return Number.POSITIVE_INFINITY
  return Math.max(
    ...Array.from(written.data as ArrayLike<number | bigint>, (value, at) => {
      const wanted = Number(official.data[at])
      return Math.abs(Number(value) - wanted) / (2e-6 + 3e-5 * Math.abs(wanted))
    }),
  )
}

async function expectOfficial(page: Page, name: string, reference: Uint8Array, keys: readonly string[]) {
  const [written, official] = await Promise.all([exportBytes(page, name).then(readNpz), readNpz(reference)])
  const find = (tensors: readonly NamedTensor[], key: string) => tensors.find((one) => one.name === key)
  for (const key of keys) expect(worst(find(written, key), find(official, key)), key).toBeLessThanOrEqual(1)
}

for (const order of [
  [0, 1, 2, 3],
  [3, 2, 1, 0],
  [1, 3, 0, 2],
  [2, 0, 3, 1],
]) {
  const files = inOrder(...order)
  test(`gives the official numbers for ${files.map(({ name }) => name).join(', ')}`, {
    tag: '@cpu',
  }, async ({ lab, page }) => {
    await lab.open()
    const isthmus = await isthmusOf(page)
    const given = await givenFiles(page, files)
    const report = await page.evaluate(([script, list]) => script.open(list), [isthmus, given] as const)
    expect(report).toMatchObject({
      state: 'done',
      data: { trainCount: 700, testCount: 300 },
      network: { from: 'tensors', parameterCount: 354 },
      // The curve starts in moons_end1.pt and ends in moons_end2.pt, whichever was given first.
      ends: [
        { name: 'moons_end1.pt', place: 'w1' },
        { name: 'moons_end2.pt', place: 'w2' },
      ],
      warnings: [],
    })
    const roles = { 'moons_data.npz': 'data', 'moons_bezier.pt': 'curve' } as Record<string, string>
    expect('files' in report && report.files.map(({ role }) => role)).toEqual(
      files.map(({ name }) => roles[name] ?? 'endpoint'),
    )
    const lengths = await isthmus.evaluate(async (script) => {
      const curve = await script.evaluateCurve({ points: 61 })
      const plane = await script.evaluatePlane({ resolution: 21, margin: 0.2, through: 'curve' })
      if (curve.state !== 'done' || plane.state !== 'done') throw new Error('cancelled')
      return [curve.train.nll instanceof Float64Array, curve.ts.length, plane.test.nll.length]
    })
    expect(lengths).toEqual([true, 61, 441])
    await expectOfficial(page, 'curve.npz', fixtureBytes('moons_curve.npz'), [
      'ts',
      'tr_nll',
      'te_nll',
      'tr_loss',
      'dl',
    ])
    await expectOfficial(page, 'plane.npz', fixtureBytes('moons_plane.npz'), [
      'tr_nll',
      'te_nll',
      'grid',
      'bend_coordinates',
    ])
    await lab.expectFresh()
  })
}

const nets = referenceNets.filter(({ net }) => net !== 'moons')

for (const { net, ends } of nets) {
  for (const order of [
    [3, 0, 2, 1],
    [2, 3, 1, 0],
  ]) {
    test(`${net} and its chain, given as ${order.join()}, give the official curve`, async ({ lab, page }) => {
      test.setTimeout(240_000)
      await lab.open()
      const isthmus = await isthmusOf(page)
      const all = [
        { name: 'data.npz', bytes: await digitsFile() },
        { name: 'end1.pt', bytes: ends[0] },
        { name: 'end2.pt', bytes: ends[1] },
        { name: 'curve.pt', bytes: referenceBytes(`${net}_chain.pt`) },
      ]
      const given = await givenFiles(
        page,
        order.flatMap((index) => all[index] ?? []),
      )
      const report = await page.evaluate(([script, list]) => script.open(list), [isthmus, given] as const)
      expect(report).toMatchObject({
        state: 'done',
        data: { trainCount: 1437, testCount: 360 },
        ends: [
          { name: 'end1.pt', place: 'w1' },
          { name: 'end2.pt', place: 'w2' },
        ],
      })
      expect(await isthmus.evaluate((script) => script.choices().curve)).toBe('chain')
      await isthmus.evaluate((script) => script.evaluateCurve({ points: 61 }))
      await expectOfficial(page, 'curve.npz', referenceBytes(`${net}_chain_curve.npz`), ['tr_nll', 'te_nll'])
      await isthmus.evaluate((script) => script.evaluateSegment())
      await expectOfficial(page, 'segment.npz', referenceBytes(`${net}_segment_curve.npz`), [
        'tr_nll',
        'te_nll',
      ])
    })
  }
}

test('endpoints without a curve are w₁ and w₂ in the order given, and have a segment', async ({
  lab,
  page,
}) => {
  await lab.open()
  const isthmus = await isthmusOf(page)
  const given = await givenFiles(page, inOrder(2, 0, 1))
  const report = await page.evaluate(([script, list]) => script.open(list), [isthmus, given] as const)
  expect(report).toMatchObject({ ends: [{ name: 'moons_end2.pt' }, { name: 'moons_end1.pt' }] })
  const segment = await isthmus.evaluate((script) => script.evaluateSegment({ points: 11 }))
  expect(segment).toMatchObject({ state: 'done', barrier: { train: expect.closeTo(1.27, 1) } })
  expect(await readNpz(await exportBytes(page, 'segment.npz'))).toContainEqual(
    expect.objectContaining({ name: 'ts', shape: [11] }),
  )
  // The points of the segment are a step of their own.
  await lab.button('undo').click()
  await expect(page.getByRole('banner')).toContainText('moons_data.npz')
  await lab.button('undo').click()
  await expect(page.getByRole('banner')).toContainText('Two moons')
})

test('three endpoints span a plane, and a curve of its own wins over one that is not on it', async ({
  lab,
  page,
}) => {
  await lab.open({ live: 0 })
  const isthmus = await isthmusOf(page)
  const [data, end1, end2, curve] = moons
  // Another network than all of these: the first one with its last layer's bias moved.
  const third = await isthmus.evaluate(async (script) => {
    await script.train('endpoints')
    const blob = await script.export('w2.safetensors')
    if (!(blob instanceof Blob)) throw new Error('cancelled')
    return Array.from(new Uint8Array(await blob.arrayBuffer()))
  })
  const other = { name: 'other.safetensors', bytes: Uint8Array.from(third) }
  if (!data || !end1 || !end2 || !curve) throw new Error('a file is missing')

  const three = await givenFiles(page, [end1, other, data, end2])
  const modes = await page.evaluate(([script, list]) => script.open(list), [isthmus, three] as const)
  expect(modes).toMatchObject({
    ends: [{ name: 'moons_end1.pt' }, { name: 'other.safetensors' }, { name: 'moons_end2.pt' }],
  })
  const plane = await isthmus.evaluate((script) => script.evaluatePlane({ resolution: 5 }))
  expect(plane).toMatchObject({ state: 'done', through: 'modes', width: 5 })

  const wins = await givenFiles(page, [other, data, curve])
  const report = await page.evaluate(([script, list]) => script.open(list), [isthmus, wins] as const)
  expect(report).toMatchObject({
    files: [{ role: 'endpoint', place: 'unused' }, { role: 'data' }, { role: 'curve' }],
    ends: [{ name: 'moons_bezier.pt' }, { name: 'moons_bezier.pt' }],
  })
})

test('refuses files that are wrong, with a code and a reason, and changes nothing', async ({ lab, page }) => {
  await lab.open()
  const isthmus = await isthmusOf(page)
  const [data, end1] = moons
  if (!data || !end1) throw new Error('a file is missing')
  const cases = [
    [
      [{ name: 'notes.xyz', bytes: Uint8Array.of(1, 2, 3) }],
      'format',
      'notes.xyz: no format that is read here',
    ],
    [[data, { name: 'cut.pt', bytes: end1.bytes.subarray(0, 3000) }], 'format', 'cut.pt: '],
    [
      [data, end1, { name: 'fc.pth', bytes: fixtureBytes('state_dict_zip.pth') }],
      'shape-mismatch',
      'fc.pth is of another network than moons_end1.pt: shape mismatch: fc1.weight is 32×64, expected 16×2',
    ],
    [
      [data, { ...data, name: 'again.npz' }],
      'invalid-request',
      'again.npz cannot be told from moons_data.npz',
    ],
  ] as const
  const before = await isthmus.evaluate((script) => script.link())
  for (const [files, code, message] of cases) {
    const given = await givenFiles(page, files)
    const caught = await page.evaluate(
      async ([script, list]) => {
        try {
          await script.open(list)
          return undefined
        } catch (error) {
          const known = error instanceof script.IsthmusError
          return known
            ? { code: error.code, message: error.message }
            : { code: 'unknown', message: String(error) }
        }
      },
      [isthmus, given] as const,
    )
    expect(caught).toMatchObject({ code, message: expect.stringContaining(message) })
  }
  expect(await isthmus.evaluate((script) => script.link())).toBe(before)
  await expect(lab.button('undo')).toBeDisabled()
})

test('an architecture that is set answers what tensors cannot tell', async ({ lab, page }) => {
  await lab.open()
  const isthmus = await isthmusOf(page)
  const given = await givenFiles(page, inOrder(0, 1, 2))
  const linear = (out: number) => ({ type: 'linear', out, bias: true })
  const tanh = { input: [2], layers: [linear(16), { type: 'tanh' }, linear(16), { type: 'tanh' }, linear(2)] }
  const digits = { input: [64], layers: [linear(10)] }

  const applied = await page.evaluate(([script, json]) => script.setArchitecture(json), [
    isthmus,
    tanh,
  ] as const)
  expect(applied).toEqual({ state: 'done', applied: true, parameterCount: 354 })
  const report = await page.evaluate(([script, list]) => script.open(list), [isthmus, given] as const)
  expect(report).toMatchObject({ network: { from: 'choices', questions: [] } })

  const answered = await page.evaluate(
    ([script, list]) => script.open(list, { answers: { activation: 'relu' } }),
    [isthmus, given] as const,
  )
  expect(answered).toMatchObject({ state: 'done' })
  const later = await page.evaluate(([script, json]) => script.setArchitecture(JSON.stringify(json)), [
    isthmus,
    digits,
  ] as const)
  expect(later).toMatchObject({ applied: false, parameterCount: 650 })
})

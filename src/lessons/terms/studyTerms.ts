import type { Term } from './term.ts'

/** The lab itself. */
export const studyTerms = {
  study: {
    word: 'study',
    text: 'Everything of one experiment: its choices and its results. A link carries the choices; a study file the results too.',
    docs: 'formats#the-study-file',
    see: ['choice', 'step', 'fresh'],
  },
  choice: {
    word: 'choice',
    also: ['setting', 'control', 'link'],
    text: 'One setting of a study. It has a word in the link, and undo goes back over it.',
    docs: 'formats#the-link',
    see: ['study', 'fresh'],
  },
  step: {
    word: 'step of a study',
    also: ['data', 'network', 'run all'],
    text: 'A part of a study: data, network, endpoints, curve, landscape. Each depends on those before it, and is run anew only where it must be.',
    docs: 'architecture#what-depends-on-what',
    see: ['study', 'fresh', 'job'],
  },
  fresh: {
    word: 'fresh and out of date',
    also: ['stale', 'key'],
    text: 'Whether a result belongs to the present choices. A changed choice makes exactly what depends on it out of date; going back makes it fresh again.',
    docs: 'architecture#what-depends-on-what',
    see: ['step', 'choice'],
  },
  job: {
    word: 'job',
    also: ['cancel', 'progress'],
    text: 'One running request. It tells how far it is, and can be cancelled at any moment.',
    docs: 'architecture#the-worker-border',
    see: ['backend', 'step'],
  },
  backend: {
    word: 'backend',
    also: ['SIMD', 'WebGPU', 'tfjs', 'GPU'],
    text: 'What does the arithmetic: SIMD kernels on the CPU, WebGPU, or tfjs. The badge in the header says which, and why.',
    docs: 'architecture#backends',
    see: ['fingerprint', 'job'],
  },
  fingerprint: {
    word: 'same numbers',
    also: ['fingerprint', 'replay', 'recorded'],
    text: 'A study carries a fingerprint of its numbers. Whoever runs it again is told whether the numbers are the same, or by how much they differ.',
    docs: 'architecture#the-same-numbers',
    see: ['seed', 'backend', 'study'],
  },
} as const satisfies Readonly<Record<string, Term>>

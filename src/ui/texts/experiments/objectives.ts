/** What the two objectives are. */
export const objectivesText = {
  title: 'Two objectives',
  shows:
    'The same curve from the same seed, trained once by the mean over t, objective (2) of the paper, and once by the mean over arc length, objective (1), with its whole gradient.',
  doesNot:
    'One pair is one sample: differences that another seed turns round say nothing about which objective is better.',
  run: 'Train by both',
  again: 'Train by both again',
  reading: 'science#two-objectives',
} as const

/** Words of its view. */
export const objectivesTexts = {
  objective: { uniform: '(2), over t', 'arc-length': '(1), over arc length' },
  segment: 'segment',
  t: 't',
  profiles: 'Train nll along both curves',
  nll: 'train nll, nats',
  density: 'How much more than uniformly arc length weighs each t',
  q: 'q(t) = ‖φ′‖ / ∫‖φ′‖dt',
  errors: 'Test error along both curves',
  error: 'test error, %',
  empty: 'appears once both are trained',
  table: 'Along both curves',
  columns: [
    'train nll: avg',
    'int',
    'min',
    'max',
    'barrier',
    'test error: avg',
    'test error: max',
    'length',
    'length ratio',
  ],
  tableHelp:
    'avg is the mean over even steps of t, what (2) minimises; int the mean over arc length, what (1) minimises. Training adds ½ · wd · ‖φ‖² to both.',
  apart: (distance: string) => `The bends of the two curves are ${distance} apart.`,
} as const

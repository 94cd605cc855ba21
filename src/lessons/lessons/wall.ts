import type { Lesson } from '../lesson.ts'

const plain = 'hide=files~engine~steps~experiments~moment'
const withEnds =
  'hide=files~engine~steps.data~steps.network~steps.curve~steps.landscape~steps.ensembles~experiments~moment'

/** Two solutions and the straight way between them. */
export const wallLesson: Lesson = {
  name: 'wall',
  title: 'Two minima and the wall',
  sentence: 'Two trainings, two good networks. Halfway between them stands one that is worse than guessing.',
  minutes: 5,
  steps: [
    {
      title: 'Two trainings',
      text: [
        'w₁ and w₂ are the same network, trained on the same data by the same recipe. Only the [[seed]] differs: where the weights began and in which order the samples came.',
        'The slider *t* walks along the curve: at t = 0 it stands on w₁, at t = 1 on w₂. The figures beside it are those of the network it stands on.',
      ],
      stage: { words: `${plain}~path.table&t=0` },
      task: 'Move t from 0 to 1 and compare the two networks.',
      check: { kind: 'time', t: 1, within: 0.01 },
      hint: 'The slider stands under the charts at the right. With the keyboard: focus it and press End.',
      after: [
        'w₁ gets {{w1.trainAccuracy}} of the training samples right, w₂ {{w2.trainAccuracy}}; their train nll is {{w1.trainNll}} and {{w2.trainNll}}. As solutions they are worth the same.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'Why not 100 %? The moons overlap: no network could tell all samples apart without learning noise by heart.',
    },
    {
      title: 'Far apart',
      text: [
        'Equally good, then. Are they the same? Distance in [[weights|weight space]] is that of school, only longer:',
        '$$\\lVert w_2 - w_1\\rVert = \\sqrt{\\textstyle\\sum_j (w_{2,j} - w_{1,j})^2}.$$',
        'The picture has that distance as its unit: w₁ lies at 0 on its lower axis.',
      ],
      stage: { words: `${plain}~path.table` },
      task: 'Read from the picture how far w₂ is from w₁.',
      check: { kind: 'number', question: 'Distance from w₁ to w₂', number: 'ends.distance', tolerance: 0.06 },
      hint: 'Go straight down from the circle at w₂ to the axis, and read between its marks.',
      after: [
        'It is {{ends.distance}}. The networks themselves are {{w1.norm}} and {{w2.norm}} away from the origin, where all weights are 0: so far apart lie two points, about, that have nothing to do with each other: $\\sqrt{a^2 + b^2}$ for lengths $a$ and $b$.',
      ],
      source: 'Numbers on screen; Pythagoras, for two vectors that are nearly at right angles.',
      teacher:
        'Check √(a² + b²) with the two norms: it comes close to the distance. The two solutions are all but orthogonal.',
    },
    {
      title: 'A guess',
      text: [
        'Now mix them. The network halfway has the mean of both weights, number by number:',
        '$$w(t) = (1-t)\\,w_1 + t\\,w_2, \\qquad w(\\tfrac12) = \\tfrac12\\,(w_1 + w_2).$$',
        'The way of all these mixtures is the [[segment]], the dashed line.',
      ],
      stage: { words: `${plain}~path` },
      task: 'Guess before you look.',
      check: {
        kind: 'question',
        question:
          'The ends are right on {{w1.trainAccuracy}} and {{w2.trainAccuracy}} of the training samples. The network halfway is right on about …',
        answers: [
          { text: 'as many', isRight: false, reply: 'Noted. In two steps you will read it.' },
          { text: 'three quarters', isRight: false, reply: 'Noted. In two steps you will read it.' },
          { text: 'one half', isRight: false, reply: 'Noted. In two steps you will read it.' },
        ],
      },
      hint: 'There is no wrong answer yet.',
      after: ['Keep your guess in mind.'],
      source: 'The segment is the paper’s w₁ to w₂ straight line, its figure 2.',
      teacher:
        'Take a show of hands. Most classes say three quarters or as many: means of good things ought to be good.',
    },
    {
      title: 'The wall',
      text: [
        'The chart at the right has the loss of every network on the way, from w₁ at the left to w₂ at the right: the [[segment]] dashed, the curve of the next lesson in full. The table under it has the figures.',
      ],
      stage: { highlight: 'path.table', words: plain },
      task: 'Read the highest train nll on the segment from the table.',
      check: {
        kind: 'number',
        question: 'Highest train nll on the segment',
        number: 'segment.max',
        tolerance: 0.02,
      },
      hint: 'Row *segment*, column *max*.',
      after: [
        'The rise over the straight line between the two ends is called the [[barrier]]:',
        '$$B = \\max_t\\; L(w(t)) - \\bigl[(1-t)\\,L(w_1) + t\\,L(w_2)\\bigr].$$',
        'Here it is {{segment.barrier}} nats, at ends of {{w1.trainNll}} and {{w2.trainNll}}.',
      ],
      source: 'Numbers on screen; the barrier is the table’s last column.',
      teacher: 'The lower chart has the error, the upper the loss: the wall is in both.',
    },
    {
      title: 'Worse than guessing',
      text: [
        'A coin that says 50 : 50 every time has a loss of $\\log 2 \\approx 0.693$ and is right half of the time. The network on top of the wall has {{segment.max}}.',
      ],
      stage: { highlight: 'path.charts', words: plain },
      task: 'Read where the wall is highest: at which t?',
      check: {
        kind: 'number',
        question: 't at the top of the dashed line',
        number: 'segment.highestT',
        tolerance: 0.09,
      },
      hint: 'Look straight down from the top of the dashed line in the upper chart.',
      after: [
        'At t = {{segment.highestT}}. Halfway the network is right on {{segment.middleAccuracy}} of the training samples: a coin. But its loss is far above a coin’s, because it is *sure* of what it gets wrong. That was your guess: how close were you?',
      ],
      source: 'Numbers on screen; log 2 is the nll of a network that always says one half.',
      teacher: 'Loss above log 2 means: it would be better off to know that it does not know.',
    },
    {
      title: 'Bad luck?',
      text: [
        'One pair may be an accident. Train another w₂ from another seed and look at the new wall. The study trains by itself as soon as the seed has changed.',
      ],
      stage: { highlight: 'steps.endpoints', words: `${withEnds}&live=1` },
      task: 'Give w₂ another seed, 11 for instance, and wait for the new segment.',
      check: { kind: 'segment' },
      hint: 'Open the step Endpoints at the left and type a number at *Seed of w₂*.',
      after: [
        'This wall is {{segment.barrier}} nats high. Walls differ: over twenty pairs of such networks they were about 0.4 nats high on average, the highest more than three times as high as the lowest. None came to half of the wall that this lesson began with: its pair was chosen because its wall is easy to see.',
      ],
      source: 'Numbers on screen; the twenty pairs are in docs/findings.md, moons, width 16.',
      teacher:
        'Collect the barriers of the class on the board. Their spread is the honest picture; our pair lies far above it.',
    },
  ],
  end: [
    'Two good networks, and a wall on the straight way between them. It was long taken for granted that minima are isolated. In the next lesson you leave the straight way.',
  ],
}

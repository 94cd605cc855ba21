import type { Lesson } from '../lesson.ts'

const symmetry = 'hide=files~engine~steps~experiments~toolbar~path~moment'

/** Permutations, and a path that cheats. */
export const realLesson: Lesson = {
  name: 'real',
  title: 'Is the wall real?',
  sentence: 'Most of the wall is a matter of names. And a path can keep every label and still be no path.',
  minutes: 5,
  steps: [
    {
      title: 'Neurons have no names',
      text: [
        'Swap two hidden units of a layer, with all weights that go in and out of them. The network computes exactly what it did. Its point in weight space has moved.',
        'This network has two hidden layers of 16 units, and 16 units can stand in $16! \\approx 2.1\\cdot10^{13}$ orders.',
      ],
      stage: {
        highlight: 'steps.network',
        words: `hide=files~engine~steps.data~steps.endpoints~steps.curve~steps.landscape~steps.ensembles~experiments~path~moment`,
      },
      task: 'Count the twins of one network.',
      check: {
        kind: 'question',
        question: 'In how many points of weight space does exactly this network lie, at least?',
        answers: [
          {
            text: 'in one alone',
            isRight: false,
            reply: 'Only if swapping units changed what it computes. It does not.',
          },
          {
            text: '2 · 16!, about 4 · 10¹³',
            isRight: false,
            reply: 'Each order of the first layer goes with each order of the second: they multiply.',
          },
          {
            text: '16! · 16!, about 4 · 10²⁶',
            isRight: true,
            reply: 'Right: any order of the one layer with any order of the other.',
          },
        ],
      },
      hint: 'The two layers can be reordered independently of each other.',
      after: [
        'So w₁ and w₂ may agree more than their distance of {{ends.distance}} tells: perhaps they only number their units differently.',
      ],
      source: 'Counting; two hidden layers of 16 are on screen in the step Network.',
      teacher:
        'ReLU networks have more symmetries: a unit’s inputs times c and its outputs divided by c change nothing either.',
    },
    {
      title: 'Reorder w₂',
      text: [
        '*Alignment* looks for the order of the units of w₂ that brings it nearest to w₁ [Ainsworth and others 2023]. What it finds, $\\pi(w_2)$, computes what w₂ computes, to rounding.',
      ],
      stage: { words: `${symmetry}&stage=alignment` },
      task: 'Press *Align the networks*.',
      check: { kind: 'experiment', name: 'alignment' },
      hint: 'It takes about a second.',
      after: [
        'The distance from w₁ fell from {{align.before}} to {{align.after}}, and no network has changed. Only its address has.',
      ],
      source: 'Numbers on screen; Ainsworth, Hayase, Srinivasa 2023, Git Re-Basin: weight matching.',
      teacher:
        'Ask: if the function is the same, what exactly has moved? A point in a space in which one function has many points.',
    },
    {
      title: 'What is left of the wall',
      text: [
        'Now walk straight from w₁ to $\\pi(w_2)$. If the wall was between two *functions*, it stays; if it was between two numberings, it goes.',
      ],
      stage: { words: `${symmetry}&stage=alignment`, continues: true, needs: [{ experiment: 'alignment' }] },
      task: 'Read the barrier that is left on the segment to π(w₂).',
      check: {
        kind: 'number',
        question: 'Barrier of the segment to π(w₂), train nll',
        number: 'align.alignedBarrier',
        tolerance: 0.04,
      },
      hint: 'The table *Barriers*: row *segment to π(w₂)*, first column.',
      after: [
        'Of {{align.segmentBarrier}} nats {{align.alignedBarrier}} are left. The rest of this wall was numbering. A curve to w₂ itself, which nobody reordered, has {{align.curveBarrier}}.',
      ],
      source: 'Numbers on screen; over twenty pairs see docs/findings.md, permutation alignment.',
      teacher:
        'One pair is no law: over our twenty pairs about 8 % were left on average, on some of them hardly anything and on others more than twice as much.',
    },
    {
      title: 'So, is it real?',
      text: [
        'You have seen two ways to be rid of the wall: a bend that goes around it, and a new numbering that takes it away.',
      ],
      stage: { words: `${symmetry}&stage=alignment`, continues: true, needs: [{ experiment: 'alignment' }] },
      task: 'Say what the wall is.',
      check: {
        kind: 'question',
        question: 'Which of these can one say after this lesson and the ones before?',
        answers: [
          {
            text: 'There is no wall: the segment from w₁ to w₂ was measured wrongly.',
            isRight: false,
            reply: 'It was measured exactly, and every network on it is as bad as it says.',
          },
          {
            text: 'The wall stands on one straight line. It says little about whether the two solutions are connected.',
            isRight: true,
            reply: 'Right. It is a fact about a line, and lines depend on how units are numbered.',
          },
          {
            text: 'Any two networks can be made one by renumbering.',
            isRight: false,
            reply: 'Renumbering brings them nearer; {{align.after}} are left between them, and some barrier.',
          },
        ],
      },
      hint: 'Ask of each sentence whether a number on the screen speaks against it.',
      after: ['A barrier belongs to a path. Connected or not is a question about all paths.'],
      source: 'Numbers on screen.',
      teacher:
        'The sentence to take home: one path shows that there is a way; no single path can show that there is none.',
    },
    {
      title: 'A path that cheats',
      text: [
        'Is every path worth having, then? Here is one that works for any two ReLU networks. Shrink all weights of w₁ to nothing and grow those of w₂ from it; with $i$ the number of the layer,',
        '$$W_i(s) = s\\,W_i, \\qquad b_i(s) = s^i\\,b_i .$$',
        'Every output is then multiplied by the same number, so that the largest stays the largest: no label changes for any $s > 0$.',
      ],
      stage: { words: `${symmetry}&stage=cheatingPath` },
      task: 'Press *Walk the path*.',
      check: { kind: 'experiment', name: 'cheatingPath' },
      hint: 'The button stands over the charts.',
      after: [
        '{{cheat.differing}} test labels changed on the way, on either half. By test error w₁ and w₂ are joined by a perfect path, and it took no training at all.',
      ],
      source: 'The path is from the paper’s supplement; numbers on screen.',
      teacher:
        'Work it out for one layer: relu(sWx + sb) = s·relu(Wx + b). The next layer then needs s² on its bias.',
    },
    {
      title: 'Why it does not count',
      text: [
        'Nothing was learned about the two networks, and yet the error is flat. Look at the other chart.',
      ],
      stage: {
        words: `${symmetry}&stage=cheatingPath`,
        continues: true,
        needs: [{ experiment: 'cheatingPath' }],
      },
      task: 'Read the highest train nll on the path through the origin.',
      check: {
        kind: 'number',
        question: 'Highest train nll on the path through the origin',
        number: 'cheat.max',
        tolerance: 0.01,
      },
      hint: 'The table under the charts, row *through the origin*.',
      after: [
        '{{cheat.max}}, which is $\\log 2$. Near the origin all outputs are nearly 0: the labels are still right, but the network is sure of nothing. That is why paths are compared by their *loss*.',
      ],
      source: 'Numbers on screen; log 2 is the nll of a network that says one half.',
      teacher: 'Back to lesson 1: error and loss are different heights of the same land.',
    },
  ],
  end: [
    'A wall is a fact about one line. A flat error proves nothing. What remains is the loss along a path, and the next lesson puts such paths to use.',
  ],
}

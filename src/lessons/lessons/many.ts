import type { Lesson } from '../lesson.ts'

const plain = 'hide=files~engine~steps~experiments~moment'
const curves = 'hide=files~engine~steps~experiments~toolbar~moment'

/** Not one path but many. */
export const manyLesson: Lesson = {
  name: 'many',
  title: 'Not one path but many',
  sentence:
    'Send the optimiser off from another side, with another seed, on another kind of curve: what changes?',
  minutes: 6,
  steps: [
    {
      title: 'The other side',
      text: [
        'The trained bend lies above the segment. Nothing says that it must. The window now reaches below the segment as well: there is ground on that side, too.',
      ],
      stage: {
        words: `${plain}&window=-3_15.5_-6_6`,
        needs: [{ run: 'landscape' }],
      },
      task: 'Put the bend below the segment, at y = −3 or lower.',
      check: { kind: 'bend', side: 'under' },
      hint: 'Drag the diamond straight down, across the dashed line. With the keyboard: arrow down with Shift, then Enter.',
      after: [
        'The highest train nll on this curve is {{curve.max}}. Held there, it is no good way yet; the optimiser has not seen it.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'By symmetry of the drawing one expects the same on both sides. The landscape is not symmetric.',
    },
    {
      title: 'Let it go',
      text: [
        'From here the optimiser may leave the plane: the bend has {{network.parameters}} weights to move. When it is done, the picture shows the plane of its *new* bend.',
      ],
      stage: { words: plain, continues: true, alone: 'held=1_6.3_-4' },
      task: 'Press *Optimise from here*.',
      check: { kind: 'optimised' },
      hint: 'The button stands under the picture. If the bend is not held any more, go back one step.',
      after: [
        'Another way: its highest train nll is {{curve.max}}, and the barrier of {{segment.barrier}} on the straight way has become {{curve.barrier}}. The first curve, from the other side, reached {{rival.max}}. Both go around the wall, and one is better.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'So what the optimiser finds depends on where it begins. It is a local search, for curves as for networks.',
    },
    {
      title: 'Other seeds',
      text: [
        'Now begin where training usually does, in the middle of the segment, and change only the [[seed]]: the order of the samples, and the places t that are drawn. Four curves, four seeds.',
      ],
      stage: { words: `${curves}&stage=manyCurves` },
      task: 'Press *Train the curves*.',
      check: { kind: 'experiment', name: 'manyCurves' },
      hint: 'It takes a second or two.',
      after: [
        '{{many.count}} curves, and the worst point on any of them is {{many.highest}}. All of them go around the wall.',
      ],
      source: 'Numbers on screen; the paper’s supplement trains several curves between the same ends.',
      teacher: 'Ask before: will the four lie on top of each other, or all over the place?',
    },
    {
      title: 'How different are they?',
      text: [
        'Four low curves could be four ways or the same one four times. The table of distances between their bends tells.',
      ],
      stage: {
        words: `${curves}&stage=manyCurves`,
        continues: true,
        needs: [{ experiment: 'manyCurves' }],
      },
      task: 'Read the greatest distance between two bends.',
      check: {
        kind: 'number',
        question: 'Greatest distance between two bends',
        number: 'many.farthest',
        tolerance: 0.02,
      },
      hint: 'The table *Distance between bends* stands under the charts; the darkest cell is the greatest.',
      after: [
        '{{many.farthest}}, which is {{many.farthestShare}} of the distance between the ends. At this size another seed finds nearly the same place: one wide low region, in which every seed picks a spot of its own. The paper reports bends far apart for much larger networks; over twenty pairs of ours that did not hold.',
      ],
      source:
        'Numbers on screen; docs/findings.md, bends from different seeds; the paper’s supplement for large networks.',
      teacher:
        'A claim that does not carry over is a result. Ask what might make large networks different: more directions to differ in.',
    },
    {
      title: 'Another kind of curve',
      text: [
        'A [[chain|polygonal chain]] is two straight pieces with a corner at the bend [paper, section 3]:',
        '$$\\phi_\\theta(t) = \\begin{cases} 2\\,(t\\,\\theta + (\\tfrac12 - t)\\,w_1), & 0 \\le t \\le \\tfrac12\\\\ 2\\,((t-\\tfrac12)\\,w_2 + (1-t)\\,\\theta), & \\tfrac12 \\le t \\le 1. \\end{cases}$$',
      ],
      stage: {
        highlight: 'steps.curve',
        words:
          'hide=files~engine~steps.data~steps.network~steps.endpoints~steps.landscape~steps.ensembles~experiments~moment&stage=landscape',
      },
      task: 'In the step *Curve* choose the shape *Chain* and train it.',
      check: { kind: 'run', step: 'curve' },
      hint: 'Open the step Curve at the left. The button stands at its end.',
      after: [
        'The chain’s highest train nll is {{curve.max}}. It meets its bend, where the Bezier curve only leans towards it, so its bend lies lower. Another shape, another way, the same ends.',
      ],
      source: 'Paper, section 3; numbers on screen.',
      teacher: 'The paper’s figure 1 shows both shapes between the same kind of ends.',
    },
    {
      title: 'A third solution',
      text: [
        'Are w₁ and w₂ friends by chance? Train a third network, w₃, from a third seed, and join every two of the three.',
      ],
      stage: { words: `${curves}&stage=threeModes` },
      task: 'Press *Join the modes*.',
      check: { kind: 'experiment', name: 'threeModes' },
      hint: 'It trains w₃ first, then three curves: a few seconds.',
      after: [
        'Between every two stands a wall, the lowest of {{modes.segmentLowest}} nats, and around every one leads a curve: the highest barrier that is left on a curve is {{modes.curveHighest}}.',
      ],
      source: 'Numbers on screen; three independent modes are the paper’s figure 1, left.',
      teacher:
        'The picture of islands becomes one of a single connected land with mountains in it. For three modes that is a triangle, not a proof for all.',
    },
  ],
  end: [
    'Low ground is connected in more than one way, and what training finds depends on where it begins. But is every wall a wall? The next lesson takes one away without moving anything.',
  ],
}

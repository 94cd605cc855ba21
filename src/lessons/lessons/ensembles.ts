import type { Lesson } from '../lesson.ts'

const together = 'hide=files~engine~steps~experiments~toolbar~moment'

/** Ensembles of networks along the curve, and of those that training comes by. */
export const ensemblesLesson: Lesson = {
  name: 'ensembles',
  title: 'Ensembles along the way',
  sentence: 'Networks on the curve are all good and not all the same. That is what an ensemble wants.',
  minutes: 6,
  steps: [
    {
      title: 'Ask several',
      text: [
        'An [[ensemble]] asks several networks and averages what they say, their *probabilities*:',
        '$$\\bar p(y \\mid x) = \\frac{1}{K}\\sum_{k=1}^{K} p_{w_k}(y \\mid x).$$',
        'It helps only where its members err on different samples. Independent networks do; they cost a training each. The curve offers good networks for nothing: are they different enough?',
      ],
      stage: { words: `${together}&stage=alongCurve` },
      task: 'Press *Compare along the curve*.',
      check: { kind: 'experiment', name: 'alongCurve' },
      hint: 'It trains five independent networks to compare with, which takes a second or two.',
      after: [
        'The first chart has how an ensemble of w₁ and $\\phi(t)$ does for every t, as the paper’s figure 3 does at its left; the second on how many samples the two differ.',
      ],
      source: 'Paper, figure 3; numbers on screen.',
      teacher:
        'The test split has 300 samples here: one sample is a third of a percent. Let them find the steps in the chart.',
    },
    {
      title: 'How different?',
      text: [
        'At t = 0 both members are the same network: an ensemble of twins says what one says. The farther along, the more they differ.',
      ],
      stage: {
        words: `${together}&stage=alongCurve`,
        continues: true,
        needs: [{ experiment: 'alongCurve' }],
      },
      task: 'Read on how many percent of the test samples w₁ and w₂ differ.',
      check: {
        kind: 'number',
        question: 'Samples on which w₁ and w₂ differ, %',
        number: 'along.endsDiffer',
        tolerance: 0.35,
      },
      hint: 'The second chart, the end of the line of the curve, at t = 1. The table behind its small button has the figure, too.',
      after: [
        'On {{along.endsDiffer}}. {{along.count}} points of the curve together err on {{along.curveError}}, as many independent networks on {{along.independentError}}. For no training beyond the curve’s.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'Differences of a sample or two are noise. docs/findings.md repeats such comparisons over twenty seeds, with intervals.',
    },
    {
      title: 'Pick your own',
      text: ['Build an ensemble by hand: three networks from the curve, its two ends and its middle.'],
      stage: { words: `${together}&stage=picked&t=0` },
      task: 'Pick the networks at t = 0, t = 0.5 and t = 1.',
      check: { kind: 'picks', count: 3 },
      hint: 'Move the slider t at the right, then press *Add φ(…)*; three times.',
      after: ['Three networks, all on low ground.'],
      source: 'Numbers on screen.',
      teacher: 'Faster pupils may pick from the plane as well: a click on the landscape with Shift.',
    },
    {
      title: 'Average answers or weights?',
      text: [
        'There are two ways to average three networks: their *answers*, as an ensemble does, or their *weights*, which gives a single network.',
        '$$\\tfrac13\\sum_k p_{w_k} \\qquad\\text{or}\\qquad p_{\\bar w},\\;\\; \\bar w = \\tfrac13 \\sum_k w_k$$',
      ],
      stage: { words: `${together}&stage=picked&picks=c_0~c_0.5~c_1` },
      task: 'Guess which one errs more, then press *Compare them*.',
      check: { kind: 'experiment', name: 'picked' },
      hint: 'The button stands under the picks.',
      after: [
        'The ensemble errs on {{picked.ensembleError}}. The average of the weights errs on {{picked.averageError}}: it does not lie on the curve, but inside its bow, on the slope of the wall.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'Where is the average? Two ends and φ(½): a third of the way from the segment’s middle to φ(½). Find the place on the landscape.',
    },
    {
      title: 'When weights may be averaged',
      text: [
        'Averages of weights are no bad idea in themselves. The question is what lies between the networks that are averaged.',
      ],
      stage: { words: `${together}&stage=picked&picks=c_0.4~c_0.5~c_0.6`, needs: [{ experiment: 'picked' }] },
      task: 'These are the figures of three neighbours on the curve, t = 0.4, 0.5 and 0.6. Explain the difference.',
      check: {
        kind: 'question',
        question:
          'Here the weight average does about as well as its members ({{picked.averageError}} errors). Why?',
        answers: [
          {
            text: 'Because three networks from the middle of the curve are better than its ends.',
            isRight: false,
            reply: 'The ends are as good as the middle: see the chart at the right.',
          },
          {
            text: 'Because between near neighbours there is no wall: their mean still lies on low ground.',
            isRight: true,
            reply: 'Right. Averaging weights asks for low ground in between, averaging answers does not.',
          },
          {
            text: 'Because averaging weights and averaging answers are the same thing.',
            isRight: false,
            reply: 'They were not in the step before.',
          },
        ],
      },
      hint: 'Think of where the mean of the three lies on the landscape.',
      after: [
        'That is what averaging the weights of one training’s end lives on: snapshots that lie close together.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'This leads to stochastic weight averaging, which grew out of the paper’s observation about networks along FGE.',
    },
    {
      title: 'Fast geometric ensembling',
      text: [
        'If low ground is everywhere around a solution, one training can collect an ensemble as it goes: let the learning rate swing up and down in short cycles, and keep a network whenever it is low [paper, section 5].',
        '*FGE* does that, *snapshot ensembles* with long cycles, and *independent* trainings begin anew each time. All of them spend the same number of epochs.',
      ],
      stage: { words: `${together}&stage=race&repeats=1` },
      task: 'Press *Run the race*.',
      check: { kind: 'experiment', name: 'race' },
      hint: 'Many trainings; on most machines they take a few seconds.',
      after: [
        'At three budgets the ensembles have a test nll of {{race.fgeNll}} (FGE), {{race.sseNll}} (snapshots) and {{race.independentNll}} (independent). On data as easy as these the methods lie close together.',
        'Over twenty seeds FGE’s nll at three budgets is lower than that of snapshots and equal to independent networks to 5 %: two claims of the paper’s kind that hold here. In errors FGE and independent networks differ by less than one test sample on average, which decides nothing.',
      ],
      source:
        'Paper, section 5 and table 1; numbers on screen; docs/findings.md, ensembles at equal budgets.',
      teacher:
        'One run of a race decides nothing. Set the repetitions to 3 and compare the deviations with the differences.',
    },
  ],
  end: [
    'Low ground around a solution is not only a curiosity: it is where cheap ensembles come from. From here, take your own data: *Open* takes checkpoints and tables.',
  ],
}

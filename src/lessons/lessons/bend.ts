import type { Lesson } from '../lesson.ts'

const plain = 'hide=files~engine~steps~experiments~moment'

/** The bend in the middle of the segment of the recorded study, where the curve is the straight way. */
const onSegment = 'held=1_6.3_0'

/** A bend opens the wall, and the learner takes it. */
export const bendLesson: Lesson = {
  name: 'bend',
  title: 'A bend opens the wall',
  sentence:
    'One point between two networks is enough to go around the wall. You take it by hand, then against the optimiser.',
  minutes: 6,
  steps: [
    {
      title: 'A line that can bend',
      text: [
        'Between w₁ and w₂ there is now a third point, the [[bend]] $\\theta$. The way through all three is a [[bezier|Bezier curve]] [paper, section 3]:',
        '$$\\phi_\\theta(t) = (1-t)^2 w_1 + 2t(1-t)\\,\\theta + t^2 w_2.$$',
        'At t = 0 it is w₁, at t = 1 it is w₂, whatever $\\theta$ is. The diamond stands in the middle of the segment, where the curve is the straight way.',
      ],
      stage: { words: `${plain}&${onSegment}` },
      task: 'Take the diamond and move it up a little.',
      check: { kind: 'bend' },
      hint: 'Drag it with mouse or finger. With the keyboard: focus the diamond, press arrow keys (with Shift for larger steps), then Enter to let go.',
      after: [
        'The curve followed, and so did the line in the chart at the right: each of its points is a network that was evaluated while you moved.',
      ],
      source: 'Paper, section 3, the quadratic Bezier curve.',
      teacher:
        'The curve is drawn *to* the diamond, not through it: a control point pulls. At t = ½ the curve is halfway between the diamond and the segment’s middle.',
    },
    {
      title: 'Pull the wall down',
      text: [
        'The higher the bend, the farther the curve goes around the mountain. The highest train nll on your curve is now {{curve.max}}; on the segment it is {{segment.max}}.',
      ],
      stage: { words: plain, continues: true, alone: onSegment },
      task: 'Bring the highest train nll on your curve below 0.3.',
      check: { kind: 'bend', below: 0.3 },
      hint: 'Stay near the middle and go up until the curve runs over the dark ground. The table has the figure: row *curve*, column *max*.',
      after: ['{{curve.max}} in place of {{segment.max}}. You have joined two networks by hand.'],
      source: 'Numbers on screen.',
      teacher:
        'Too far is worse again: ask where the best height might be, and why the loss rises on the far side.',
    },
    {
      title: 'What a bend is',
      text: [
        'You moved a diamond on a picture. But it is a point of weight space like any other: the bend is a network, too.',
      ],
      stage: {
        highlight: 'steps.network',
        words:
          'hide=files~engine~steps.data~steps.endpoints~steps.curve~steps.landscape~steps.ensembles~experiments~moment',
        continues: true,
      },
      task: 'How many numbers fix the curve, once both ends are given?',
      check: {
        kind: 'number',
        question: 'Numbers that make up one bend',
        number: 'network.parameters',
        tolerance: 0.001,
      },
      hint: 'As many as one network has weights. The step *Network* at the left says how many.',
      after: [
        'All {{network.parameters}} of them. With the mouse you reached two directions: those of this picture. The optimiser has them all.',
      ],
      source: 'Numbers on screen; paper, section 3: θ are the parameters of the curve.',
      teacher:
        'Training it is no dearer for all that: a step mixes the weights once, goes forward and back through one network, and moves the bend.',
    },
    {
      title: 'Beat the optimiser',
      text: [
        'Training found a bend by itself. The highest train nll on *its* curve is {{rival.max}}. The board under the task keeps your score while you drag; your best one is remembered.',
      ],
      stage: { words: `${plain}&${onSegment}` },
      task: 'Come within 10 % of the optimiser, or beat it.',
      check: { kind: 'rival', times: 1.1 },
      hint: 'Go up to about y = 4.5, a little right of the middle, then take small steps: those of the arrow keys with Alt are the smallest.',
      after: [
        'Yours: {{curve.max}}. The optimiser’s: {{rival.max}}. If you won, do not be too proud: look at what it was asked to do.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'A class can play this for a prize. It is possible to win by the highest value; by the mean it is hard.',
    },
    {
      title: 'What it was asked to do',
      text: [
        'The optimiser never looked at the highest point. It was given the *mean* loss on the curve, at places t drawn at random [paper, section 3, equation (2)]:',
        '$$\\ell(\\theta) = \\mathbb{E}_{t \\sim U(0,1)}\\; L\\bigl(\\phi_\\theta(t)\\bigr).$$',
        'Mean train nll: yours {{curve.mean}}, the optimiser’s {{rival.mean}}.',
      ],
      stage: { words: plain, continues: true, alone: 'held=1_6.5_4.4' },
      task: 'Explain how you can win.',
      check: {
        kind: 'question',
        question: 'A bend placed by hand can have a lower highest value than the trained one, because …',
        answers: [
          {
            text: '… the optimiser lowers the mean, and the mean can fall while the highest point rises.',
            isRight: true,
            reply: 'Right. It was not trying to win your game.',
          },
          {
            text: '… the optimiser sees only two directions.',
            isRight: false,
            reply: 'The other way round: it moves all weights of the bend, you moved two.',
          },
          {
            text: '… the optimiser had not finished.',
            isRight: false,
            reply: 'It had: its learning rate had fallen to nearly nothing.',
          },
        ],
      },
      hint: 'Compare what the game scores with what the formula says.',
      after: [
        'Weight decay is part of its loss as well, so it also pays for long weights. Whoever states a goal gets that goal and no other.',
      ],
      source: 'Paper, section 3, equation (2); numbers on screen.',
      teacher:
        'Each training step draws one t and takes the gradient of the loss there; the bend moves by that gradient times 2t(1−t).',
    },
    {
      title: 'Let it go on from here',
      text: [
        'The optimiser can start from any bend. Put the diamond where you like, even badly, and let it take over.',
      ],
      stage: { words: `${plain}&held=1_6.3_2.2` },
      task: 'Press *Optimise from here* under the picture.',
      check: { kind: 'optimised' },
      hint: 'The button stands under the picture, beside where the bend is held.',
      after: [
        'From your start it came to {{curve.max}} at the highest and {{curve.mean}} on average; the barrier of {{segment.barrier}} on the straight way has become {{curve.barrier}}. The way is only {{curve.lengthRatio}} times as long as the straight one.',
      ],
      source:
        'Numbers on screen; paper, sections 3 and 4: such curves were found for all architectures that it tried.',
      teacher:
        'On twenty pairs the curve kept about 5 % of the segment’s barrier on average (docs/findings.md, moons).',
    },
  ],
  end: [
    'The wall was real on the straight way, and one bend went around it. Are there more such ways? That is the next lesson.',
  ],
}

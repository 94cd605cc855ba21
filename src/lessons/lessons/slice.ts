import type { Lesson } from '../lesson.ts'

const plain = 'hide=files~engine~steps~experiments~path~moment'
const withPlane =
  'hide=files~engine~steps.data~steps.network~steps.endpoints~steps.curve~steps.ensembles~experiments~path~moment'

/** What a landscape is, and what a slice leaves out. */
export const sliceLesson: Lesson = {
  name: 'slice',
  title: 'What a landscape is',
  sentence:
    'A picture of a loss is a slice through hundreds of dimensions. Learn to read one, and to doubt one.',
  minutes: 5,
  steps: [
    {
      title: 'A point is a network',
      text: [
        'The network here has {{network.parameters}} numbers that training sets: its [[weights]]. Write them in one long list and you have a point in a space of {{network.parameters}} dimensions. Another point is another network.',
        'The picture is a [[plane]] through that space. Each of its points is a whole network, and the colour tells how badly that network does on the training data.',
      ],
      stage: { words: plain },
      task: 'Find a bad network: click on high ground, where the train nll is above 1.',
      check: { kind: 'probe', above: 1 },
      hint: 'The bar at the right says which colour stands for which value. Point at the picture to read it, click to compute the network there exactly.',
      after: [
        'The card beside your click is that network, evaluated on all training and test samples. Nobody trained it: it is a mixture of three networks, which is what every point of this plane is.',
      ],
      source: 'Numbers on screen; the plane is that of the paper, footnote 1.',
      teacher:
        'Ask before the click: how many numbers must one write down to say which network is meant? The whole list, though the picture has two axes.',
    },
    {
      title: 'Height is loss',
      text: [
        'The colour is the mean *negative log-likelihood* on the training split, in nats. For $n$ samples $x_i$ with labels $y_i$ it is',
        '$$L(w) = -\\frac{1}{n}\\sum_{i=1}^{n} \\log p_w(y_i \\mid x_i).$$',
        'A network that is sure and right has a loss near 0. One that knows nothing and says 50 : 50 of two classes has $\\log 2 \\approx 0.693$. Sure and wrong is worse than that.',
      ],
      stage: { highlight: 'toolbar', words: plain },
      task: 'Look at the same networks by what they get wrong: choose *train error* over the picture.',
      check: { kind: 'choice', word: 'show', value: 'error' },
      hint: 'The first control over the picture says *train nll*. Open it.',
      after: [
        'The valleys lie where they lay, but the mountain has a flat top: an error cannot exceed what guessing costs by much, a loss can. The loss is what training goes down on, because it has a slope where the error has steps.',
      ],
      source: 'Formula: the mean cross-entropy that the page calls nll. The rest is on screen.',
      teacher: 'log 2 comes back in lessons 2 and 5. It is worth a line on the board.',
    },
    {
      title: 'Colours are a choice',
      text: [
        'Colours can follow the value or its logarithm. The numbers under them are the same; what the eye takes for the shape of the land is not.',
      ],
      stage: { highlight: 'toolbar', words: `${plain}&show=nll&scale=log` },
      task: 'Switch the colours to *Linear*. What disappears?',
      check: { kind: 'choice', word: 'scale', value: 'linear' },
      hint: 'The switch *Log | Linear* stands over the picture.',
      after: [
        'By the value there is one wall and a plain around it. By the logarithm the plain turns out to have valleys: from 0.1 to 0.2 is as far as from 1 to 2. The paper draws its planes by the logarithm.',
      ],
      source: 'Numbers on screen; the official code spaces its levels by the logarithm.',
      teacher:
        'Ask which picture lies. Neither: each hides what the other shows. A caption must say which one it is.',
    },
    {
      title: 'Another slice of the same network',
      text: [
        'So far the plane went through two trained networks, w₁ and w₂, and a third point. Now keep w₁ and go from it in two *random* directions, as many papers do.',
        '$$P(a, b) = w_1 + a\\,d_1 + b\\,d_2$$',
        'Each direction is scaled to the weights that it moves, so that pictures of different networks compare [Li and others 2018].',
      ],
      stage: { highlight: 'steps.landscape', words: `${withPlane}&scale=log` },
      task: 'In the step *Landscape*, let the plane go through *Random directions*, then draw it.',
      check: { kind: 'plane', plane: 'random' },
      hint: 'Open the step Landscape at the left, choose Plane through: Random directions, and press the button at its end.',
      after: ['A bowl, with w₁ near its lowest point. It looks as if w₁ were alone in the world.'],
      source:
        'Li and others 2018, Visualizing the Loss Landscape of Neural Nets; docs/science.md says how directions are scaled.',
      teacher: 'Let them describe the picture before they go on: round, smooth, one minimum.',
    },
    {
      title: 'Bowl or valley?',
      text: [
        'You have seen w₁ twice. In the first plane low ground led away from it, a long way to another solution. In this one it sits in a bowl.',
      ],
      stage: {
        words: `${withPlane}&plane=random`,
        continues: true,
        needs: [{ run: 'landscape' }],
      },
      task: 'Decide what the bowl tells.',
      check: {
        kind: 'question',
        question: 'The random slice shows a closed bowl around w₁. Is w₁ shut in?',
        answers: [
          {
            text: 'Yes. The loss rises on all sides.',
            isRight: false,
            reply: 'On all sides of *this picture*. It has two directions; the space has hundreds.',
          },
          {
            text: 'No. The slice shows two directions of hundreds, and the way out is in none of them.',
            isRight: true,
            reply: 'Right. The way out exists: you saw it in the first plane.',
          },
          {
            text: 'One of the two pictures must be wrong.',
            isRight: false,
            reply: 'Both are exact where they look. They look in different directions.',
          },
        ],
      },
      hint: 'Both pictures are of the same network, evaluated exactly.',
      after: [
        'A random direction in $n$ dimensions has a share of about $1/\\sqrt{n}$ along any given one. With n = {{network.parameters}} a random plane has next to nothing of the one direction that leads out.',
      ],
      source:
        'Numbers on screen; 1/√n is the typical size of the cosine between a random direction and a fixed one.',
      teacher:
        'For a network of a million weights the share is a thousandth. Random slices of large networks cannot show a narrow way out.',
    },
    {
      title: 'Ask again, more loudly',
      text: [
        'Perhaps it was these two directions. Draw two others: the seed of the directions is a setting of the plane.',
      ],
      stage: { highlight: 'steps.landscape', words: withPlane, continues: true },
      task: 'In the step *Landscape* change the *Seed* and draw the plane again.',
      check: { kind: 'run', step: 'landscape' },
      hint: 'It stands under the plane that was chosen. Any other number will do.',
      after: [
        'Another bowl, much like the first. Many random slices agree with each other, and all of them miss the valley. A slice proves what it shows; it proves nothing of what it does not show.',
      ],
      source: 'Numbers on screen.',
      teacher:
        'A good place for the difference between “there is” and “for all”: a picture of a path proves a path; no number of bowls proves a wall.',
    },
  ],
  end: [
    'A landscape is a slice: some plane, some quantity, some colours. Ask which. In the next lesson you walk straight from one solution to another.',
  ],
}

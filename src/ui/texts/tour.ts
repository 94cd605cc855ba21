/** Words of the tour around the page; `touch` where a finger does otherwise than a pointer. */
export const tourTexts = {
  label: 'a short tour',
  next: 'Next',
  back: 'Back',
  leave: 'Leave',
  done: 'Done',
  place: (now: number, all: number) => `${now} of ${all}`,
  stops: {
    landscape: {
      title: 'A map of networks',
      text: 'Every point here is a network. Dark is low loss: w₁ and w₂ were trained from two seeds and lie in valleys of their own. Point at the map to read it, click to evaluate that network, scroll to look closer.',
      touch:
        'Every point here is a network. Dark is low loss: w₁ and w₂ were trained from two seeds and lie in valleys of their own. Tap the map to evaluate a network, spread two fingers to look closer.',
    },
    bend: {
      title: 'The bend is yours',
      text: 'The red curve joins both networks and stays low. Drag its bend, or focus it and use the arrow keys: the loss along the path follows in the same moment. Where you let go, training can go on.',
      touch:
        'The red curve joins both networks and stays low. Drag its bend with a finger: the loss along the path follows in the same moment. Where you let go, training can go on.',
    },
    path: {
      title: 'Along the path',
      text: 'The same curve from w₁ to w₂, and the straight segment, which climbs over a wall. The barrier in the table says how high. Move t, or let it play: the dot on the map and the figures below it show the network at that place.',
    },
    steps: {
      title: 'Change anything',
      text: 'Data, network, training, curve, landscape: open a step and change a setting. Small studies redraw by themselves; what is out of date says so. The sign beside a setting opens its formula.',
    },
    experiments: {
      title: 'Ask further questions',
      text: 'Ensembles along the way, many curves, permuted networks, curvature: each tab is an experiment about the study that you see.',
    },
    open: {
      title: 'Bring your own, take it along',
      text: 'Open checkpoints, data, results and studies from files, or drop them anywhere. Beside it, everything can be exported. Nothing leaves this computer.',
      touch:
        'Open checkpoints, data, results and studies from files. Beside it, everything can be exported. Nothing leaves this device.',
    },
    lessons: {
      title: 'Lessons',
      text: 'Six lessons of five minutes, each on a study of its own. Yours comes back when you leave. Glossary, documents, the list of keys and this tour are in the menu of help, the question mark on the right.',
      touch:
        'Six lessons of five minutes, each on a study of its own. Yours comes back when you leave. Glossary, documents and this tour are in the menu of help, the question mark on the right.',
    },
  },
} as const

/** Words about the program itself. */
export const aboutTexts = {
  title: 'About Isthmus',
  close: 'close',
  what: 'A loss-landscape lab that runs in a browser tab. What you train or open stays on this computer.',
  version: (version: string) => `Version ${version}`,
  licence: 'Free software under the MIT licence.',
  paper:
    'After T. Garipov, P. Izmailov, D. Podoprikhin, D. Vetrov, A. G. Wilson: Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs, NeurIPS 2018.',
  links: {
    paper: 'The paper',
    science: 'What each number means',
    changes: 'What has changed',
    data: 'Data sets and their licences',
    packages: 'Licences of the packages inside',
  },
} as const

/** Words of the list of keys. */
export const shortcutTexts = {
  title: 'Keyboard shortcuts',
  close: 'close',
  groups: {
    page: 'Anywhere',
    bend: 'On the bend',
    landscape: 'On the landscape',
    sliders: 'On sliders',
  },
  keys: {
    undo: 'Undo',
    redo: 'Redo',
    playT: 'Play t, and stop',
    shortcuts: 'This list',
    projector: 'Large type for a projector, and back',
    leave: 'Close what is open; cancel a drag',
    move: 'Move it',
    coarse: 'Move it far',
    fine: 'Move it finely',
    drop: 'Leave it there',
    abandon: 'Put it back where it was',
    read: 'Move the reading cross',
    probe: 'Probe the network there',
    zoom: 'Zoom in and out',
    pick: 'Pick the network for an ensemble',
    step: 'One step',
    ends: 'To the ends',
    pointOfT: 'One point of t',
    farOnT: 'A fifth of the way, on t',
  },
  click: 'click',
  pageUp: 'Page Up',
  pageDown: 'Page Down',
  space: 'Space',
  or: 'or',
} as const

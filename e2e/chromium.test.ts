import { expect, test } from 'vitest'
import { type ChromiumProbes, locateChromium } from './chromium.ts'

interface Machine {
  chosen?: string
  files?: string[]
  path?: Record<string, string>
  rootOnDebian?: boolean
  packageWorks?: boolean
}

function createMachine({
  chosen,
  files = [],
  path = {},
  rootOnDebian = false,
  packageWorks = true,
}: Machine): ChromiumProbes & { installs: number } {
  const commands = new Map(Object.entries(path))
  return {
    installs: 0,
    chosen,
    isExecutable: (file) => files.includes(file),
    onPath: (command) => commands.get(command),
    bundledPath: () => '/cache/chrome',
    canInstall: () => rootOnDebian,
    install() {
      this.installs++
      if (packageWorks) commands.set('chromium', '/usr/bin/chromium')
    },
  }
}

const everything = {
  files: ['/opt/mine', '/cache/chrome'],
  path: {
    'google-chrome': '/bin/google-chrome',
    'chromium-browser': '/bin/chromium-browser',
    chromium: '/bin/chromium',
  },
  rootOnDebian: true,
}

test('ISTHMUS_CHROMIUM wins over everything', () => {
  expect(locateChromium(createMachine({ ...everything, chosen: '/opt/mine' }))).toBe('/opt/mine')
})

test('ISTHMUS_CHROMIUM that points nowhere is an error, not a reason to look on', () => {
  expect(() => locateChromium(createMachine({ ...everything, chosen: '/opt/gone' }))).toThrow(
    'ISTHMUS_CHROMIUM points to /opt/gone, which is not an executable file',
  )
})

test('an empty ISTHMUS_CHROMIUM counts as unset', () => {
  expect(locateChromium(createMachine({ ...everything, chosen: '' }))).toBe('/bin/chromium')
})

test('PATH is searched for chromium, chromium-browser, google-chrome, in that order', () => {
  const path: Record<string, string> = { ...everything.path }
  const found = ['chromium', 'chromium-browser', 'google-chrome'].map((command) => {
    const answer = locateChromium(createMachine({ ...everything, path }))
    delete path[command]
    return answer
  })
  expect(found).toEqual(['/bin/chromium', '/bin/chromium-browser', '/bin/google-chrome'])
})

test('Playwright’s download serves before anything is installed', () => {
  const machine = createMachine({ files: ['/cache/chrome'], rootOnDebian: true })
  expect(locateChromium(machine)).toBe('/cache/chrome')
  expect(machine.installs).toBe(0)
})

test('root on Debian installs the package once, and the second search finds it', () => {
  const machine = createMachine({ rootOnDebian: true })
  expect(locateChromium(machine)).toBe('/usr/bin/chromium')
  expect(locateChromium(machine)).toBe('/usr/bin/chromium')
  expect(machine.installs).toBe(1)
})

test('without a way to install, the error says what to do', () => {
  expect(() => locateChromium(createMachine({}))).toThrow(/npx playwright install chromium.*ISTHMUS_CHROMIUM/)
})

test('an installation that fails ends in the same error', () => {
  expect(() => locateChromium(createMachine({ rootOnDebian: true, packageWorks: false }))).toThrow(
    'no Chromium found',
  )
})

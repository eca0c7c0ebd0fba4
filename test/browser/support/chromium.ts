import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

// Root, as in a container, has no sandbox; and a test has no business outside.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const findChromium = (): string => {
  const places = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = NAMES.flatMap((name) => places.map((place) => join(place, name)))
  const found = process.env.CHROMIUM_PATH || candidates.find(isProgram)
  if (found) return found
  throw new Error(
    `No Chromium: none of ${NAMES.join(', ')} is on the PATH. Install it (Debian, Ubuntu: apt-get install chromium; ` +
      'macOS: brew install --cask chromium), or set CHROMIUM_PATH to the program.',
  )
}

/** The system's own Chromium; nothing is downloaded. Throws with advice when there is none. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: ARGS })

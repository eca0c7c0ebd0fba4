import { describe, expect, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { lookAhead } from '../../../../src/use-cases/make/look-ahead.ts'
import type { Portal } from '../../../../src/use-cases/ports.ts'
import { aFile, FILE_ID, MINUTE, NOW, TEAM } from '../../../support/builders.ts'
import { aDirectory } from '../../../support/directory.ts'

const ASKED = { team: TEAM, userId: 'U0BOB', channel: 'C0TEAM', fileId: FILE_ID }

const looking = (glance: Portal['glance'] = async () => ({ file: aFile(), links: [] })) => {
  const calls: string[] = []
  const known = aDirectory()
  const noted =
    <A extends unknown[], T>(name: string, ask: (...about: A) => Promise<T>) =>
    (...about: A): Promise<T> => {
      calls.push(name)
      return ask(...about)
    }
  const clock = { now: NOW }
  const ahead = lookAhead({
    directory: {
      ...known,
      person: noted('person', known.person),
      channel: noted('channel', known.channel),
      guestsIn: noted('guests', known.guestsIn),
    },
    portalFor: () => ({ glance: noted('glance', glance) }) as unknown as Portal,
    now: () => clock.now,
  })
  return { ahead, calls, clock }
}

describe('what a request needs to know', () => {
  it('is asked for at once, and each thing once', async () => {
    const { ahead, calls } = looking()
    const found = ahead(ASKED)
    const all = ['person', 'channel', 'guests', 'glance']
    expect(calls).toEqual(all)
    await found?.directory.person(TEAM, 'U0BOB')
    await found?.directory.channel(TEAM, 'C0TEAM')
    await found?.directory.guestsIn(TEAM, 'C0TEAM', 'U0BOB')
    expect((await found?.look)?.file.id).toBe(FILE_ID)
    expect(calls).toEqual(all)
    await found?.directory.channel(TEAM, 'C0ELSE')
    expect(calls).toEqual([...all, 'channel'])
  })

  it('is not known where the portal does not say', async () => {
    const { ahead } = looking(async () => {
      throw new PortalError('bad-response', 'x')
    })
    expect(await ahead(ASKED)?.look).toBeNull()
  })
})

describe('whoever is refused costs few calls', () => {
  it('nothing is asked ahead for them for a minute', () => {
    const { ahead, calls, clock } = looking()
    ahead(ASKED)
    const { length } = calls
    expect(ahead(ASKED)).toBeNull()
    expect(calls).toHaveLength(length)
    expect(ahead({ ...ASKED, userId: 'U0EVE' })).not.toBeNull()
    clock.now += MINUTE
    expect(ahead(ASKED)).not.toBeNull()
  })

  it('where the link is granted, it is asked ahead for the next one too', () => {
    const { ahead } = looking()
    ahead(ASKED)?.granted()
    expect(ahead(ASKED)).not.toBeNull()
  })
})

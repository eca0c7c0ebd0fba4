import type { Redis } from 'ioredis'
import type { outside as openOutside } from '../support/outside.ts'
import type { Program } from '../support/program.ts'
import type { RedisGate } from '../support/redis-gate.ts'
import type { Outside } from './calls.ts'

/** Portal, Slack, a database and the program, in which one story is told after the other. */
export interface World extends Awaited<ReturnType<typeof openOutside>> {
  redis: RedisGate
  /** For the test itself. */
  client: Redis
  program: Program
  /** Starts the program again, after it has died. */
  again(): Promise<void>
  close(): Promise<void>
}

/** Gives a story a file and a person of its own, so that nothing of what was told before it is taken for its own. */
export const newStage = (world: World, bytes?: number): Outside => {
  const { portal, slack, redis } = world
  const number = slack.state.users.length
  const title = `Report ${number} of this world.pdf`
  const person = `teller${number}`
  const content = bytes === undefined ? {} : { content: Buffer.alloc(bytes) }
  const file = portal.addFile({ title, ...content })
  slack.change(({ users, channels }) => {
    const user = {
      ...slack.user('alice'),
      id: `U0TELLER${number}`,
      name: person,
      real_name: `Teller ${number}`,
    }
    users.push(user)
    channels.find(({ name }) => name === 'general')?.members.push(user.id)
  })
  return { portal, slack, redis, file: file.id, title, person, port: () => world.program.port }
}

import type { World } from './world.ts'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** A run of random capitals and digits. */
export const letters = (world: Pick<World, 'random'>, length: number): string =>
  Array.from({ length }, () => LETTERS[Math.floor(world.random() * LETTERS.length)] ?? 'A').join('')

export const nextNumber = (world: World): number => {
  world.state.counter += 1
  return world.state.counter
}

/** `V0000000C4K`: unique by its number, whatever the randomness is. */
export const newId = (world: World, prefix: string): string =>
  `${prefix}${nextNumber(world).toString(36).toUpperCase().padStart(6, '0')}${letters(world, 4)}`

/** A message time, `seconds.micros`, later than every one before it. */
export const nextTs = (world: World): string => {
  const micros = Math.max(Math.floor(world.now()) * 1000, world.state.lastTs + 1)
  world.state.lastTs = micros
  const seconds = Math.floor(micros / 1e6)
  return `${seconds}.${String(micros - seconds * 1e6).padStart(6, '0')}`
}

import type { ChangeEvent } from '../domain/portal-facts.ts'
import type { Client } from './client.ts'

/** Writes of links and moves of files since `fromAt`. */
export const readChanges =
  (_client: Client) =>
  async (_fromAt: number): Promise<ChangeEvent[]> => []

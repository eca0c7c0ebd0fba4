import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActResult, SlackAct, SlackScreen } from '../../contract.ts'
import type { Place } from './address.ts'

/** What every part of the page knows and may do, in the name of the person who is acted as. */
export type Workspace = {
  screen: SlackScreen
  /** Does something, and tells what went wrong with it. */
  act(act: SlackAct): Promise<ActResult>
  /** The link to a place, for the same person. */
  link(place: Place): string
  /** Where an address of a message leads within this page; undefined: it is no such address. */
  placeOf(url: string): string | undefined
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** The workspace that this is part of. */
export const useWorkspace = (): Workspace => {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('drawn outside a workspace')
  return workspace
}

import type { Enforcement } from './domain/terms.ts'

/** What the variables of exact limits say. */
interface GateValues {
  PUBLIC_URL?: string | undefined
  CLAIM_WINDOW: number
  TRUST_PROXY: number
  SHOW_FILE_NAME: boolean
}

/** How exact limits are kept. */
export interface GateConfig {
  /** Scheme, host and port under which visitors reach the gate. Null: there is no gate. */
  publicOrigin: string | null
  /** How long a claim may be fetched. */
  claimWindowMs: number
  /** How many proxies stand in front, each of which says whom it was asked by. */
  trustProxy: number
  /** Whether the page names its file. */
  showsFileName: boolean
}

export const gateOf = (values: GateValues): GateConfig => ({
  publicOrigin: values.PUBLIC_URL ?? null,
  claimWindowMs: values.CLAIM_WINDOW,
  trustProxy: values.TRUST_PROXY,
  showsFileName: values.SHOW_FILE_NAME,
})

/** How limits are kept when nobody says. */
export const usualEnforcement = (values: {
  PUBLIC_URL?: string | undefined
  ENFORCEMENT?: Enforcement | undefined
}): Enforcement => values.ENFORCEMENT ?? (values.PUBLIC_URL === undefined ? 'watched' : 'exact')

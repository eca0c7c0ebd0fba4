/** What the variables of exact limits say. */
interface GateValues {
  PUBLIC_URL?: string | undefined
  ENFORCEMENT?: 'exact' | 'watched' | undefined
  CLAIM_WINDOW: number
  TRUST_PROXY: number
}

/** How exact limits are kept. */
export interface GateConfig {
  /** Scheme, host and port under which visitors reach the gate. Null: there is no gate. */
  publicOrigin: string | null
  /** How the limit of a share is kept when nobody says. */
  enforcement: 'exact' | 'watched'
  /** How long a claim may be fetched. */
  claimWindowMs: number
  /** How many proxies stand in front, each of which says whom it was asked by. */
  trustProxy: number
}

export const gateOf = (values: GateValues): GateConfig => ({
  publicOrigin: values.PUBLIC_URL ?? null,
  enforcement: values.ENFORCEMENT ?? (values.PUBLIC_URL === undefined ? 'watched' : 'exact'),
  claimWindowMs: values.CLAIM_WINDOW,
  trustProxy: values.TRUST_PROXY,
})

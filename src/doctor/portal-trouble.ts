import { PortalError } from '../domain/portal-error.ts'

/** The variable that holds a key of the portal. */
export type KeyVariable = 'DOCSPACE_API_KEY' | 'DOCSPACE_AUDIT_API_KEY'

export interface PortalTrouble {
  found: string
  remedy: string
}

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address',
  ENOTFOUND: 'its name is not known to DNS',
  EAI_AGAIN: 'DNS does not answer',
  ECONNRESET: 'the connection is cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is of its own making',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not known here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is made out to another name',
}

const isCertificate = (word: string) => /CERT|SIGNATURE/.test(word)

/** Why there is no connection, by the code that the network gives. */
const networkTrouble = ({ cause, late }: PortalError): PortalTrouble => {
  const [word] = /[A-Z][A-Z_]{4,}/.exec(cause instanceof Error ? cause.message : '') ?? []
  const why = late ? 'no answer in time' : (NETWORK[word ?? ''] ?? word ?? 'no connection')
  return {
    found: `DocSpace can't be reached: ${why}.`,
    remedy:
      word !== undefined && isCertificate(word)
        ? 'Mend the certificate, or name its authority in NODE_EXTRA_CA_CERTS.'
        : 'Check DOCSPACE_URL, and that this machine may connect to it.',
  }
}

const keyTrouble = (variable: KeyVariable): PortalTrouble => ({
  found: `DocSpace doesn't take ${variable}: it is wrong, has expired, was switched off, or its owner was.`,
  remedy: `Make a new key (DocSpace: Developer Tools, API keys) and set ${variable}.`,
})

/** What an error of a call with that key means for the operator. Other errors are thrown again. */
export const portalTrouble = (error: unknown, variable: KeyVariable): PortalTrouble => {
  if (!(error instanceof PortalError)) throw error
  const { kind, status } = error
  if (kind === 'unauthorized') return keyTrouble(variable)
  if (kind === 'unavailable' && status === 404)
    return {
      found: 'There is no DocSpace at this address: it is unknown, suspended or deleted.',
      remedy: 'Check DOCSPACE_URL: the address in the browser, without what follows the host.',
    }
  if (kind === 'unavailable' && status === null) return networkTrouble(error)
  if (kind === 'unavailable')
    return {
      found: `DocSpace answers with ${status}: it, or a proxy before it, is down.`,
      remedy: "Wait for it, or look at the portal's own health.",
    }
  if (kind === 'plan' && status === 402)
    return {
      found: 'DocSpace asks for a payment (402): the portal is unpaid.',
      remedy: 'Have its owner renew the plan.',
    }
  if (kind === 'rate-limited' || kind === 'used-up')
    return {
      found: 'DocSpace takes no more calls just now (429).',
      remedy: 'Run this again in a minute.',
    }
  if (kind === 'bad-response')
    return {
      found: "What answers at DOCSPACE_URL isn't DocSpace.",
      remedy: 'Check DOCSPACE_URL: the address in the browser, without what follows the host.',
    }
  return {
    found: `DocSpace refuses it with ${status}.`,
    remedy: `Check the permissions of ${variable}, and that DocSpace lets this machine in (Settings, Security, IP security).`,
  }
}

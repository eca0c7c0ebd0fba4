import type { BrowserContext } from 'playwright-core'

const isHere = (address: URL): boolean =>
  !/^(https?|wss?):$/.test(address.protocol) || ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)

/** Lists what goes wrong in the pages of a context from now on; what they ask for elsewhere is cut off. */
export const watchFaults = async (context: BrowserContext): Promise<string[]> => {
  const faults: string[] = []
  context.on('console', (message) => {
    const { url } = message.location()
    if (['error', 'warning'].includes(message.type()))
      faults.push(`console ${message.type()}: ${message.text()} (${url})`)
  })
  context.on('weberror', (web) => {
    faults.push(`page error: ${web.error().stack ?? web.error().message}`)
  })
  await context.route(
    (address) => !isHere(address),
    (route) => {
      faults.push(`asked for ${route.request().url()}`)
      return route.abort()
    },
  )
  return faults
}

import type { Parts, Runtime } from './app-parts.ts'
import { answerPage } from './gate/answer-page.ts'
import type { Routes } from './http/server.ts'
import { installedPage, notInstalledPage } from './install-pages.ts'

/** Where workspaces install the app; none where there is one workspace alone. */
export const createInstallRoutes = (parts: Parts, { log }: Pick<Runtime, 'log'>): Routes => {
  const { installer } = parts
  if (installer === null) return {}
  return {
    'GET /slack/install': async (request, response) => {
      response.setHeader('cache-control', 'no-store')
      await installer.handleInstallPath(request, response)
    },
    'GET /slack/oauth_redirect': (request, response) =>
      installer.handleCallback(request, response, {
        success: ({ team, enterprise, isEnterpriseInstall }) => {
          const { id = '', name = null } = (isEnterpriseInstall ? enterprise : team) ?? {}
          log.info({ installation: id }, 'a workspace installed the app')
          answerPage(request, response, 200, installedPage(name ?? 'your workspace'))
        },
        failure: (error) => {
          const reference = parts.newReference()
          log.warn({ reference, code: error.code }, 'the app could not be installed')
          const wasCancelled =
            new URL(request.url ?? '/', 'http://host').searchParams.get('error') === 'access_denied'
          answerPage(request, response, 400, notInstalledPage(wasCancelled, reference))
        },
      }),
  }
}

import { render } from 'preact'
import './style/base.css'
import { PortalPage } from './portal/portal-page.tsx'
import { SlackPage } from './slack/slack-page.tsx'

const root = document.getElementById('app')
if (root) render(location.pathname === '/portal' ? <PortalPage /> : <SlackPage />, root)

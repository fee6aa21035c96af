import { type Faults, type Finding, withoutVariables, withVariables } from '../fault.ts'

/** A host that cannot exist: RFC 2606 reserves `.invalid`. The run ends before a request is sent. */
const ELSEWHERE = {
  AUTH_SERVICE_URL: 'http://auth.netra.invalid',
  BACKEND_URL: 'http://api.netra.invalid',
  FRONTEND_URL: 'http://app.netra.invalid',
}

const finds = (code: string): readonly Finding[] => [{ code, service: 'config' }]

/** Faults of the suite's own configuration, found before a request is sent. */
export const configuration: Faults = {
  'auth-url-empty': {
    summary: 'AUTH_SERVICE_URL is set to nothing, as a deploy script does that found no URL',
    incidents: ['F02', 'seed 000'],
    finds: finds('config.missing'),
    env: withVariables({ AUTH_SERVICE_URL: '' }),
  },
  'backend-url-missing': {
    summary: 'BACKEND_URL is not set',
    incidents: ['F02', 'F109', 'seed 000'],
    finds: finds('config.missing'),
    env: withoutVariables('BACKEND_URL'),
  },
  'backend-url-placeholder': {
    summary: 'BACKEND_URL still holds the text of the template',
    incidents: ['F08', 'seed 002'],
    finds: finds('config.placeholder'),
    env: withVariables({ BACKEND_URL: 'https://<your-backend-url-here>' }),
  },
  'simulation-key-placeholder': {
    summary: 'E2E_OAUTH_SIMULATION_KEY is REPLACE_ME',
    incidents: ['F08', 'F59', 'seed 002'],
    finds: finds('config.placeholder'),
    env: withVariables({ E2E_OAUTH_SIMULATION_KEY: 'REPLACE_ME' }),
  },
  'service-secret-placeholder': {
    summary: 'SERVICE_SECRET is a placeholder, as the replaced test had by default',
    incidents: ['F08', 'F112', 'seed 002'],
    finds: finds('config.placeholder'),
    env: withVariables({ SERVICE_SECRET: 'your-service-secret-here' }),
  },
  'backend-url-invalid': {
    summary: 'BACKEND_URL has a port that no computer has',
    incidents: ['F02'],
    finds: finds('config.invalid'),
    env: withVariables({ BACKEND_URL: 'http://127.0.0.1:99999' }),
  },
  'backend-url-with-newline': {
    summary: 'BACKEND_URL has a newline in its host, as secrets copied with echo have',
    incidents: ['F09'],
    finds: finds('config.invalid'),
    env: withVariables({ BACKEND_URL: 'http://127.0.\n0.1:8000' }),
  },
  'jwt-secret-with-newline': {
    summary: 'JWT_SECRET_KEY has a line break inside',
    incidents: ['F09'],
    finds: finds('config.invalid'),
    env: (env) => ({ ...env, JWT_SECRET_KEY: `half\r\n${env.JWT_SECRET_KEY ?? ''}` }),
  },
  'environment-unknown': {
    summary: 'ENVIRONMENT names no kind of environment',
    incidents: ['F04'],
    finds: finds('config.invalid'),
    env: withVariables({ ENVIRONMENT: 'stagging' }),
  },
  'loopback-in-staging': {
    summary: 'The run is for staging, and every URL points at this machine',
    incidents: ['F11', 'F04'],
    finds: finds('config.localhost'),
    env: withVariables({ ENVIRONMENT: 'staging' }),
  },
  'plain-http-in-production': {
    summary: 'The URLs of production are plain http',
    incidents: ['F19'],
    finds: finds('config.insecure'),
    env: withVariables({ ENVIRONMENT: 'production', ...ELSEWHERE }),
  },
}

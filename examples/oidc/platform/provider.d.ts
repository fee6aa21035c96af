/**
 * The provider itself, without the package's main module, which prints a warning on every Node before 22; this project
 * supports 20.
 */
declare module 'oidc-provider/lib/provider.js' {
  export { default as Provider } from 'oidc-provider'
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider'
  export const InvalidTarget: typeof errors.InvalidTarget
}

/** Distinguishes requests between the services from requests from outside. */
export const SERVICE_USER_AGENT = 'netra-service/1.0'

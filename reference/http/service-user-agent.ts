/** How requests between the services are told from those that come from outside. */
export const SERVICE_USER_AGENT = 'netra-service/1.0'

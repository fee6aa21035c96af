// npm: express@4.22.3 @node-oauth/express-oauth-server@4.2.0
// A model that keeps access and refresh token in one row: a refresh ends the old access token.
import OAuthServer from '@node-oauth/express-oauth-server'
import express from 'express'

const { PORT, CLIENT_ID, CLIENT_SECRET, USER_NAME, USER_PASSWORD } = process.env
const rows = new Set()
const find = (name, value) => [...rows].find((row) => row[name] === value) ?? false
const oauth = new OAuthServer({
  model: {
    getClient: (id, secret) =>
      id === CLIENT_ID && (secret === null || secret === undefined || secret === CLIENT_SECRET)
        ? { id, grants: ['client_credentials', 'password', 'refresh_token'] }
        : false,
    getUser: (name, password) =>
      name === USER_NAME && password === USER_PASSWORD ? { id: name } : false,
    getUserFromClient: (client) => ({ id: client.id }),
    validateScope: (_, __, scope) => scope ?? ['read'],
    saveToken: (token, client, user) => {
      const row = { ...token, client, user }
      rows.add(row)
      return row
    },
    getAccessToken: (token) => find('accessToken', token),
    getRefreshToken: (token) => find('refreshToken', token),
    revokeToken: (token) => rows.delete(find('refreshToken', token.refreshToken)),
  },
})
const app = express()
app.use(express.urlencoded({ extended: false }))
app.get('/health', (_, response) => response.json({ status: 'ok' }))
app.post('/token', oauth.token())
app.get('/me', oauth.authenticate(), (_, response) =>
  response.json({ sub: response.locals.oauth.token.user.id }),
)
app.listen(Number(PORT), '127.0.0.1')

// npm: lightship@9.0.3
import { createLightship } from 'lightship'

const lightship = await createLightship({ port: Number(process.env.PORT), detectKubernetes: false })
if (process.env.STATE === 'healthy') lightship.signalReady()

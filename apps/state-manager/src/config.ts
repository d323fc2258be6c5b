import { str } from '@bodybroker/service-kit';

/** Settings of state-manager, beside those every service has. */
export const config = {
  stateEmitNamespaces: str({
    default: '',
    desc: 'namespaces whose changes are published as game.state.changed, comma separated',
  }),
};

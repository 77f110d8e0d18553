package hocket.client.netty;

import hocket.client.spi.ClientTransport;
import hocket.testkit.ClientTransportContract;

class NettyTransportContractTest extends ClientTransportContract {
    @Override
    protected ClientTransport create() {
        return NettyTransport.create();
    }
}

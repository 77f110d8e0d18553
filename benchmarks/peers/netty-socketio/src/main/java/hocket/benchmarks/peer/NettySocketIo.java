package hocket.benchmarks.peer;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;

/** Answers on netty-socketio what {@code LoadServer} answers on Hocket. */
final class NettySocketIo {
    private static final int BACKLOG = 4096;
    /** Its default, 64 KiB, is too little for the largest message. */
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final SocketIOServer server;

    private NettySocketIo(SocketIOServer server) {
        this.server = server;
    }

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        new NettySocketIo(new SocketIOServer(configuration(port))).start();
        System.out.println("ready " + port);
    }

    private static Configuration configuration(int port) {
        Configuration configuration = new Configuration();
        configuration.setPort(port);
        configuration.setUseLinuxNativeEpoll(System.getProperty("os.name").equals("Linux"));
        configuration.setBossThreads(1);
        configuration.setWorkerThreads(Runtime.getRuntime().availableProcessors());
        configuration.setMaxFramePayloadLength(MAX_FRAME_BYTES);
        configuration.getSocketConfig().setReuseAddress(true);
        configuration.getSocketConfig().setAcceptBackLog(BACKLOG);
        return configuration;
    }

    private void start() {
        server.addEventListener("echo", Object.class, NettySocketIo::echo);
        server.addEventListener(
                "echo-bin", byte[].class, (client, bytes, ack) -> client.sendEvent("echo-bin", (Object) bytes));
        server.addMultiTypeEventListener(
                "broadcast",
                (client, args, ack) -> server.getBroadcastOperations()
                        .sendEvent("broadcast", args.getArgs().toArray()),
                Long.class,
                Object.class);
        server.addEventListener("join", String.class, (client, room, ack) -> {
            client.joinRoom(room);
            ack.sendAckData();
        });
        server.addMultiTypeEventListener(
                "to-room",
                (client, args, ack) -> server.getRoomOperations(args.<String>get(0))
                        .sendEvent("room", args.<Object>get(1), args.<Object>get(2)),
                String.class,
                Long.class,
                Object.class);
        server.start();
    }

    private static void echo(SocketIOClient client, Object value, AckRequest ack) {
        if (ack.isAckRequested()) {
            ack.sendAckData(value);
        } else {
            client.sendEvent("echo", value);
        }
    }
}

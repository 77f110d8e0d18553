package hocket.examples.chat;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.ArgsException;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the events of the page. Every request is acked: with {@code {error: "…"}} if it is refused. */
final class Chat {
    private static final int MAX_TEXT_LENGTH = 2000;

    private final SocketIoServer io;

    /** Its lock is held while a change is made and told, so that all pages hear of the changes in one order. */
    private final Rooms rooms = new Rooms();

    Chat(SocketIoServer io) {
        this.io = io;
    }

    void onConnection(Socket socket) {
        Guest guest = new Guest(socket);
        socket.on("join", (args, ack) -> {
            synchronized (rooms) {
                answer(ack, () -> join(guest, args));
            }
        });
        socket.on("message", (args, ack) -> answer(ack, () -> say(guest, args)));
        socket.on("picture", (args, ack) -> answer(ack, () -> show(guest, args)));
        socket.on("typing", (args, ack) -> answer(ack, () -> type(guest, args)));
        socket.onDisconnect(reason -> {
            synchronized (rooms) {
                leave(guest);
            }
        });
    }

    private Map<String, Object> join(Guest guest, Args args) {
        String name = Rooms.requireName("A name", args.get(0, String.class));
        String room = Rooms.requireName("The name of a room", args.get(1, String.class));
        Rooms.Seat seat = new Rooms.Seat(name, Rooms.requireKey(args.get(2, String.class)));
        boolean isNew = rooms.sit(room, seat);
        leave(guest);
        guest.place = new Place(room, seat);
        guest.socket.join(channel(room));
        if (isNew) {
            guest.socket.to(channel(room)).emit("joined", name);
        }
        return Map.of("name", name, "room", room, "people", rooms.names(room));
    }

    private void leave(Guest guest) {
        Place left = guest.place;
        if (left != null) {
            guest.place = null;
            guest.socket.leave(channel(left.room()));
            if (rooms.stand(left.room(), left.seat())) {
                io.to(channel(left.room())).emit("left", left.seat().name());
            }
        }
    }

    private Map<String, Object> say(Guest guest, Args args) {
        Place place = guest.requirePlace();
        String text = args.get(0, String.class);
        if (text.isBlank() || text.length() > MAX_TEXT_LENGTH) {
            throw new RefusedException("A message has 1 to " + MAX_TEXT_LENGTH + " characters.");
        }
        io.to(channel(place.room())).emit("message", place.seat().name(), text);
        return Map.of();
    }

    private Map<String, Object> show(Guest guest, Args args) {
        Place place = guest.requirePlace();
        byte[] picture = args.get(0, byte[].class);
        String type = Pictures.requireType(picture);
        io.to(channel(place.room())).emit("picture", place.seat().name(), type, picture);
        return Map.of();
    }

    private Map<String, Object> type(Guest guest, Args args) {
        Place place = guest.requirePlace();
        boolean typing = args.get(0, Boolean.class);
        guest.socket.to(channel(place.room())).emit("typing", place.seat().name(), typing);
        return Map.of();
    }

    private static void answer(Ack ack, Request request) {
        try {
            ack.send(request.run());
        } catch (RefusedException | ArgsException e) {
            ack.send(Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    /** With a prefix: every socket is in a room of its id already, which nobody else shall join. */
    private static String channel(String room) {
        return "room:" + room;
    }

    private interface Request {
        Map<String, Object> run();
    }

    private record Place(String room, Rooms.Seat seat) {}

    /** A socket and its place. Used by the handlers of that socket only, which run one at a time. */
    private static final class Guest {
        final Socket socket;

        @Nullable
        Place place;

        Guest(Socket socket) {
            this.socket = socket;
        }

        Place requirePlace() {
            if (place == null) {
                throw new RefusedException("Join a room first.");
            }
            return place;
        }
    }
}

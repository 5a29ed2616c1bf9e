package io.millrace.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The wire to a server, which a test can cut and mend. */
final class Wire implements AutoCloseable {
    private final InetSocketAddress server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private ServerSocket entrance;

    Wire(InetSocketAddress server) throws IOException {
        this.server = server;
        this.entrance = open(0);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends all connections and refuses new ones. */
    void cut() throws IOException {
        entrance.close();
        for (Socket socket = connections.poll(); socket != null; socket = connections.poll()) {
            socket.close();
        }
    }

    /** Takes connections again, on the same port. */
    void mend() throws IOException {
        entrance = open(port());
    }

    private ServerSocket open(int port) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        daemon(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket opened) throws IOException {
        while (true) {
            Socket client = opened.accept();
            Socket upstream = new Socket(server.getAddress(), server.getPort());
            connections.add(client);
            connections.add(upstream);
            daemon(() -> copy(client, upstream));
            daemon(() -> copy(upstream, client));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The wire was cut.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}

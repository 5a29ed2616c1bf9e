package io.millrace.infra.local;

import java.nio.file.Path;

/** A process that starts an engine and then waits to be killed. */
public final class FakeParent {
    private FakeParent() {}

    /** Arguments: the engine's directory and port. Prints the engine's process when it answers. */
    public static void main(String[] args) throws Exception {
        FakeEngine engine = new FakeEngine(Path.of(args[0]), Integer.parseInt(args[1]));
        SupervisedEngine supervised = new SupervisedEngine(engine, RuntimeListener.SILENT);
        supervised.start().get();
        System.out.println(supervised.process().pid());
        Thread.currentThread().join();
    }
}

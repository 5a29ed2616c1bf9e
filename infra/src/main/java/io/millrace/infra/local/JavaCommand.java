package io.millrace.infra.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of an engine's JVM. */
final class JavaCommand {
    /**
     * An ignored signal stays ignored in what is executed next, so Ctrl-C at the terminal reaches only the parent, which
     * then stops the engines after the services. The engines are a little nicer than the services, so that redirects
     * come first when the machine is busy.
     */
    private static final List<String> SHELL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec nice -n 5 \"$@\"", "engine");

    /** For what ends soon: the second compiler would take more processor time than it gives back. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private JavaCommand() {}

    static List<String> child(JavaHome java, List<String> options, String classPath, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>(SHELL);
        command.add(java.executable().toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(ChildMain.class.getName());
        command.addAll(mainAndArguments);
        return command;
    }

    static List<String> once(JavaHome java, String classPath, List<String> mainAndArguments) {
        List<String> command =
                new ArrayList<>(List.of(java.executable().toString(), "-Xmx128m", "-XX:+UseSerialGC", SHORT_LIVED));
        command.add("-cp");
        command.add(classPath);
        command.addAll(mainAndArguments);
        return command;
    }

    static String systemProperty(String name, Path value) {
        return "-D" + name + "=" + value;
    }
}

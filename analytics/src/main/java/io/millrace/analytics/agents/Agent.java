package io.millrace.analytics.agents;

/**
 * What sent a request.
 *
 * @param browser the browser's name, for example {@code Firefox}; of a program, the program's name
 * @param platform the operating system's name, for example {@code Android}; {@value #BOT} for programs
 * @param device {@code desktop}, {@code mobile}, {@code tablet}, {@code tv} or {@code console}; {@value #BOT} for programs
 * @param bot whether it is a program: a crawler, a monitor, a library
 */
public record Agent(String browser, String platform, String device, boolean bot) {
    /** The platform and the device of programs. */
    public static final String BOT = "bot";

    static Agent program(String name) {
        return new Agent(name, BOT, BOT, true);
    }
}

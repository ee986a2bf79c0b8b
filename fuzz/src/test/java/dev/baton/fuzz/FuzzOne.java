package dev.baton.fuzz;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs one fuzz test, {@code Class#method}, in a JVM of its own, as Jazzer asks; exits with 1 if it
 * found something, and with 70 if it did not run.
 */
final class FuzzOne {
  private FuzzOne() {}

  public static void main(String[] arguments) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(arguments[0] + "(byte[])"))
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    TestExecutionSummary told = summary.getSummary();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    told.printFailuresTo(out, 20);
    System.exit(told.getTestsStartedCount() == 0 ? 70 : told.getTotalFailureCount() > 0 ? 1 : 0);
  }
}

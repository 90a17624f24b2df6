package model

// Group is a family of limits: the prefix of its rows, the word for it in
// reports, and the name of the check that audits it.
type Group string

// The groups of limits.
const (
	GroupBalance        Group = "balance"
	GroupDemand         Group = "demand"
	GroupMinSales       Group = "min_sales"
	GroupMaxSales       Group = "max_sales"
	GroupMaxBacklog     Group = "max_backlog"
	GroupClosingBacklog Group = "closing_backlog"
	GroupMaxLost        Group = "max_lost"
	GroupAge            Group = "age"
	GroupSame           Group = "same"
	GroupFill           Group = "fill"
	GroupClassFill      Group = "class_fill"
	GroupOnTime         Group = "on_time"
	GroupCaughtUp       Group = "caught_up"
	GroupPriority       Group = "priority"
	GroupMet            Group = "met"
	GroupShare          Group = "share"
	GroupMeanShort      Group = "mean_short"
	GroupWorst          Group = "worst"
	GroupCapacity       Group = "capacity"
	GroupOvertime       Group = "overtime"
	GroupLoad           Group = "load"
	GroupMinLoad        Group = "min_load"
	GroupMinUtilisation Group = "min_utilisation"
	GroupUtilisation    Group = "utilisation"
	GroupChange         Group = "change"
	GroupMaxRise        Group = "max_rise"
	GroupMaxFall        Group = "max_fall"
	GroupRent           Group = "rent"
	GroupMaintenance    Group = "maintenance"
	GroupMaxDown        Group = "max_down"
	GroupOpen           Group = "open"
	GroupOpening        Group = "opening"
	GroupReopening      Group = "reopening"
	GroupAllowed        Group = "allowed"
	GroupRuns           Group = "runs"
	GroupMinRuns        Group = "min_runs"
	GroupMaxRuns        Group = "max_runs"
	GroupAsked          Group = "asked"
	GroupPromoted       Group = "promoted"
	GroupLaunch         Group = "launch"
	GroupMustLaunch     Group = "must_launch"
	GroupOnce           Group = "once"
	GroupReady          Group = "ready"
	GroupPhaseOut       Group = "phase_out"
	GroupLastBuy        Group = "last_buy"
	GroupLastMake       Group = "last_make"
	GroupWriteOff       Group = "write_off"
	GroupCleared        Group = "cleared"
	GroupHeads          Group = "heads"
	GroupHours          Group = "hours"
	GroupMinHeads       Group = "min_heads"
	GroupMaxHeads       Group = "max_heads"
	GroupMaxHired       Group = "max_hired"
	GroupMaxLaidOff     Group = "max_laid_off"
	GroupMaxRetrained   Group = "max_retrained"
	GroupMaxTemps       Group = "max_temps"
	GroupMaxShortTime   Group = "max_short_time"
	GroupMaxIdle        Group = "max_idle"
	GroupMaxLent        Group = "max_lent"
	GroupHeadShare      Group = "head_share"
	GroupNoLayoff       Group = "no_layoff"
	GroupStable         Group = "stable"
	GroupMinCrews       Group = "min_crews"
	GroupMaxCrews       Group = "max_crews"
	GroupTotalCrews     Group = "total_crews"
	GroupRecruits       Group = "recruits"
	GroupTrainees       Group = "trainees"
	GroupTemps          Group = "temps"
	GroupShortTime      Group = "short_time"
	GroupIdle           Group = "idle"
	GroupOwnHours       Group = "own_hours"
	GroupSupply         Group = "supply"
	GroupLane           Group = "lane"
	GroupMinShipment    Group = "min_shipment"
	GroupMaxShipment    Group = "max_shipment"
	GroupMinStock       Group = "min_stock"
	GroupMaxStock       Group = "max_stock"
	GroupClosingStock   Group = "closing_stock"
	GroupSafetyStock    Group = "safety_stock"
	GroupCover          Group = "cover"
	GroupCyclicStock    Group = "cyclic_stock"
	GroupOpeningStock   Group = "opening_stock"
	GroupShelfLife      Group = "shelf_life"
	GroupStorage        Group = "storage"
	GroupOverflow       Group = "overflow"
	GroupStockLimit     Group = "stock_limit"
	GroupMinOutput      Group = "min_output"
	GroupMaxOutput      Group = "max_output"
	GroupSwitched       Group = "switched"
	GroupMinLot         Group = "min_lot"
	GroupMaxLot         Group = "max_lot"
	GroupLotMultiple    Group = "lot_multiple"
	GroupMaxOn          Group = "max_on"
	GroupStarted        Group = "started"
	GroupMinOn          Group = "min_on"
	GroupMinOff         Group = "min_off"
	GroupSetUp          Group = "set_up"
	GroupState          Group = "state"
	GroupThrough        Group = "through"
	GroupLogic          Group = "logic"
	GroupMinTake        Group = "min_take"
	GroupMaxTake        Group = "max_take"
	GroupTiers          Group = "tiers"
	GroupTierRoom       Group = "tier_room"
	GroupTierFull       Group = "tier_full"
	GroupOneTier        Group = "one_tier"
	GroupRebate         Group = "rebate"
	GroupRebateOn       Group = "rebate_on"
	GroupRebateLevel    Group = "rebate_level"
	GroupMinSourcing    Group = "min_sourcing"
	GroupMaxSourcing    Group = "max_sourcing"
	GroupExactSourcing  Group = "exact_sourcing"
	GroupMaxDisposal    Group = "max_disposal"
	GroupEmissions      Group = "emissions"
	GroupAllowances     Group = "allowances"
	GroupBlend          Group = "blend"
	GroupMinQuality     Group = "min_quality"
	GroupMaxQuality     Group = "max_quality"
	GroupMinShare       Group = "min_share"
	GroupMaxShare       Group = "max_share"
	GroupExactShare     Group = "exact_share"
	GroupCashBalance    Group = "cash_balance"
	GroupCash           Group = "cash"
	GroupCredit         Group = "credit"
	GroupTax            Group = "tax"
	GroupLevel          Group = "level"
	GroupRateChange     Group = "rate_change"
	GroupChase          Group = "chase"
	GroupNoOvertime     Group = "no_overtime"
	GroupNoOutsourcing  Group = "no_outsourcing"
	GroupNoBacklog      Group = "no_backlog"
	GroupRule           Group = "rule"
	GroupFixed          Group = "fixed"
	GroupGoal           Group = "goal"
	GroupBudget         Group = "budget"
	GroupRank           Group = "rank"
	GroupLeastMet       Group = "least_met"
)

// GroupInfo describes a group for people.
type GroupInfo struct {
	Group    Group
	Title    string // for headings and columns
	Identity bool   // a law of bookkeeping rather than somebody's decision: it cannot be relaxed
	Meaning  string // the limit in words
	More     string // what "one more unit of the limit" means, for its price
}

var groups = []GroupInfo{
	{GroupBalance, "balance", true, "opening + made + bought + arrived = consumed + sold + shipped + disposed + closing, for each item, place and period", "one more unit of the item on hand"},
	{GroupDemand, "demand", false, "served + lost + owed at the end = asked + owed before", "one more unit asked"},
	{GroupMinSales, "least sales", false, "served is at least the minimum", "one more unit that must be sold"},
	{GroupMaxSales, "market", false, "served is at most what the market takes", "one more unit that can be sold"},
	{GroupMaxBacklog, "backlog", false, "owed at the end of a period is at most the maximum", "one more unit that may be owed"},
	{GroupClosingBacklog, "closing backlog", false, "owed at the end of the last period is at most the limit", "one more unit that may stay owed"},
	{GroupMaxLost, "lost sales", false, "lost in a period is at most the maximum", "one more unit that may be lost"},
	{GroupAge, "age of backlog", false, "owed at the end of a period is at most what the last periods asked, as many as the greatest age", "one more unit that may be older"},
	{GroupSame, "same sales", false, "as much is served in a period as in the one before", "one more unit from the period on than before"},
	{GroupFill, "fill", false, "served on time in a window of periods is at least the share of what is asked in it", "one more unit that must be on time"},
	{GroupClassFill, "class fill", false, "served on time of a class in a window of periods is at least the share of what is asked in it", "one more unit that must be on time"},
	{GroupOnTime, "on time", true, "on time is at most what is served beyond what was owed before", "one more unit on time for nothing"},
	{GroupCaughtUp, "caught up", true, "only where all that was owed before is served is anything on time", "one more unit on time for nothing"},
	{GroupPriority, "priority", false, "nothing is served in a window beyond what must be, unless all that comes before is served in full", "one more unit that may be served before its turn"},
	{GroupMet, "met", true, "only where a demand is short of nothing is it served in full", "one more unit that may be missing"},
	{GroupShare, "share", false, "a shortage is shared as the rule says", "one more unit beside the rule"},
	{GroupMeanShort, "mean share", true, "the mean of the shares that demands are short of", "one more point of percent"},
	{GroupWorst, "worst served", true, "the worst served is short of at least the share of each", "one more unit short for nothing"},
	{GroupCapacity, "capacity", false, "load of a resource is at most its regular capacity and overtime", "one more unit of capacity"},
	{GroupOvertime, "overtime", false, "overtime worked is at most its maximum", "one more unit of overtime"},
	{GroupLoad, "load", true, "load of a resource = what processes and lanes use of it", "one more unit of load"},
	{GroupMinLoad, "least load", false, "load of a resource is at least the minimum", "one more unit that must be loaded"},
	{GroupMinUtilisation, "least utilisation", false, "load of a resource is at least a share of its regular capacity", "one more unit that must be loaded"},
	{GroupUtilisation, "utilisation", false, "load of a resource is at most the target share of its regular capacity", "one more unit below the target"},
	{GroupChange, "change", true, "load or output = load or output before + rise - fall", "one more unit before"},
	{GroupMaxRise, "most rise", false, "load or output rises from one period to the next by at most the maximum", "one more unit of rise allowed"},
	{GroupMaxFall, "most fall", false, "load or output falls from one period to the next by at most the maximum", "one more unit of fall allowed"},
	{GroupRent, "rent", false, "capacity hired from outside is at most its maximum", "one more unit that can be hired"},
	{GroupMaintenance, "maintenance", false, "so many machines go down once in the window", "one more machine to maintain"},
	{GroupMaxDown, "machines down", false, "machines down for maintenance in one period are at most the maximum", "one more machine that may be down"},
	{GroupOpen, "open", true, "an option is open = open before + opened - closed", "one more option open before"},
	{GroupOpening, "opening", false, "an option is opened only in its window", "one more opening out of the window"},
	{GroupReopening, "reopening", false, "an option that is closed stays closed", "one more opening"},
	{GroupAllowed, "allowed", true, "what an option allows is done only while it is open", "one more unit without the option"},
	{GroupRuns, "runs", false, "a promotion runs only in its periods, and in those that are given", "one more of it in the period"},
	{GroupMinRuns, "least runs", false, "a promotion runs at least so many times", "one more time that it must run"},
	{GroupMaxRuns, "most runs", false, "a promotion runs at most so many times", "one more time that it may run"},
	{GroupAsked, "asked", true, "promotions and launches take from a demand no more than it has", "one more unit taken"},
	{GroupPromoted, "promoted", true, "units at the price of a promotion are those of the periods in which it runs", "one more unit at the other price"},
	{GroupLaunch, "launch", false, "a launch happens in the period that is given, or in its window, and after its gates", "one more launch in the period"},
	{GroupMustLaunch, "must launch", false, "a launch that is not optional happens", "one more launch that must be"},
	{GroupOnce, "launched once", false, "a launch happens once", "one more launch"},
	{GroupReady, "ready", true, "a launch happens only while the options of its gates are open", "one more launch without the option"},
	{GroupPhaseOut, "phase-out", true, "an item ends with its last period of sale", "one more end in the period"},
	{GroupLastBuy, "last buy", false, "nothing of an item that ends, or of its own components, is ordered after the last buy", "one more unit that may be ordered"},
	{GroupLastMake, "last make", false, "nothing of an item that ends is made after the last period for it", "one more run that may be made"},
	{GroupWriteOff, "write-off", true, "nothing of an item that ends is written off before its end", "one more unit written off early"},
	{GroupCleared, "cleared", false, "nothing of an item that ends is in stock after its end", "one more unit that may stay in stock"},
	{GroupHeads, "heads", true, "heads = heads before - those who leave + hired and retrained - laid off and retrained to other crews", "one more head on the roll"},
	{GroupHours, "hours", false, "hours used are at most heads x regular hours and overtime", "one more hour available"},
	{GroupMinHeads, "least heads", false, "heads are at least the minimum", "one more head that must be kept"},
	{GroupMaxHeads, "most heads", false, "heads are at most the maximum", "one more head allowed"},
	{GroupMaxHired, "hiring", false, "hired in a period are at most the maximum", "one more head that may be hired"},
	{GroupMaxLaidOff, "layoffs", false, "laid off in a period are at most the maximum", "one more head that may be laid off"},
	{GroupMaxRetrained, "retraining", false, "heads that one crew gives to another in a period are at most the maximum", "one more head that may be retrained"},
	{GroupMaxTemps, "temps", false, "temps at work are at most the maximum", "one more temp allowed"},
	{GroupMaxShortTime, "short time", false, "heads on short time are at most the maximum", "one more head that may work short time"},
	{GroupMaxIdle, "idle heads", false, "heads with nothing to do are at most the maximum", "one more head that may be idle"},
	{GroupMaxLent, "help", false, "hours that a crew gives to the work of another are at most the maximum", "one more hour that may be given"},
	{GroupHeadShare, "share of heads", false, "hired, laid off, retrained, temps, on short time or idle are at most a share of the heads of a crew", "one more head than the share allows"},
	{GroupNoLayoff, "no layoffs", false, "nobody is laid off", "one head that may be laid off"},
	{GroupStable, "stable crew", false, "heads are those of the period before", "one more head than in the period before"},
	{GroupMinCrews, "least together", false, "of several crews together there is at least the minimum", "one more head that must be there"},
	{GroupMaxCrews, "most together", false, "of several crews together there is at most the maximum", "one more head allowed"},
	{GroupTotalCrews, "total together", false, "of several crews together, over the horizon, there is at least the minimum and at most the maximum", "one more head in the limit"},
	{GroupRecruits, "recruits", true, "heads are at least the recruits in their first year, who are neither laid off nor retrained", "one more recruit"},
	{GroupTrainees, "trainees", true, "trainees = those who set out and are not there yet", "one more trainee"},
	{GroupTemps, "temps at work", true, "temps at work = those signed whose contract runs", "one more temp at work"},
	{GroupShortTime, "on short time", true, "heads on short time are among the heads", "one more head to choose from"},
	{GroupIdle, "idle time", true, "idle heads are at least the regular time that nothing uses, counted in heads", "one more unit of regular time unused"},
	{GroupOwnHours, "own hours", true, "a crew gives to others no more than its own hours", "one more hour of its own"},
	{GroupSupply, "supply", false, "bought from a supplier is at most what it offers", "one more unit offered"},
	{GroupLane, "lane capacity", false, "loads that a lane carries are at most its capacity", "one more load that can be carried"},
	{GroupMinShipment, "least shipment", false, "shipped on a lane is at least the minimum", "one more unit that must be shipped"},
	{GroupMaxShipment, "most shipment", false, "shipped on a lane is at most the maximum", "one more unit that may be shipped"},
	{GroupMinStock, "least stock", false, "stock at the end of a period is at least the minimum", "one more unit that must be kept"},
	{GroupMaxStock, "most stock", false, "stock at the end of a period is at most the maximum", "one more unit that may be kept"},
	{GroupClosingStock, "closing stock", false, "stock at the end of the last period follows its rule", "one more unit in the rule"},
	{GroupSafetyStock, "safety stock", false, "stock at the end of a period is at least the safety stock", "one more unit of safety stock"},
	{GroupCover, "cover", false, "stock at the end of a period is at least the demand of the time that it must cover", "one more unit to be kept for coming demand"},
	{GroupCyclicStock, "cyclic stock", false, "stock at the end of the last period is what the plan chooses to open with", "one more unit to be left than there was at the start"},
	{GroupOpeningStock, "opening stock", true, "stock before the first period is what the scenario says", "one more unit in stock at the start"},
	{GroupShelfLife, "shelf life", false, "what is kept at the end of a period is at most what came recently enough to be used later", "one more unit that may be kept too long"},
	{GroupStorage, "storage", false, "stocks that share a storage take at most its capacity and what is rented, at the end of a period", "one more unit of space"},
	{GroupOverflow, "rented space", false, "space rented in a period is at most the maximum", "one more unit of space that may be rented"},
	{GroupStockLimit, "stock limit", false, "several stocks together are at least or at most a limit, at the end of a period", "one more unit in the limit"},
	{GroupMinOutput, "least output", false, "runs of a process are at least the minimum", "one more run that must be made"},
	{GroupMaxOutput, "most output", false, "runs of a process are at most the maximum", "one more run that may be made"},
	{GroupSwitched, "on or off", true, "nothing runs, is ordered or is carried by what is off", "one more unit while it is off"},
	{GroupMinLot, "least lot", false, "what is on does at least the minimum", "one more unit in the least lot"},
	{GroupMaxLot, "most per lot", false, "what is on does at most the maximum", "one more unit in the largest lot"},
	{GroupLotMultiple, "multiples", false, "what is made, ordered or carried is a whole multiple", "one more unit beside the multiples"},
	{GroupMaxOn, "units on", false, "no more units are on than there are", "one more unit that can be on"},
	{GroupStarted, "starts", true, "on = on before + started - stopped", "one more unit on before"},
	{GroupMinOn, "least time on", false, "what starts stays on for long enough", "one more unit started too lately to stop"},
	{GroupMinOff, "least time off", false, "what stops stays off for long enough", "one more unit stopped too lately to start"},
	{GroupSetUp, "set-ups", true, "what is on is set up in the period, or its state is carried over", "one more process on without a set-up"},
	{GroupState, "set-up states", true, "a state that is carried over was there before, and a resource holds one", "one more state"},
	{GroupThrough, "states kept", true, "a state that is kept right through a period is set up again, or nothing else is", "one more state kept"},
	{GroupLogic, "logic", false, "as many are on as the logic says, and some only where others are", "one more that may, or must, be on"},
	{GroupMinTake, "least take", false, "what is ordered of an offer, of a group of offers or under a contract is at least the minimum", "one more unit that must be ordered"},
	{GroupMaxTake, "most take", false, "what is ordered of a group of offers or under a contract is at most the maximum", "one more unit that may be ordered"},
	{GroupTiers, "tiers", true, "what is ordered at the prices of all tiers is what is ordered", "one more unit at no price"},
	{GroupTierRoom, "tier", true, "what is ordered at the price of a tier is at most what the tier has room for", "one more unit at the price of the tier"},
	{GroupTierFull, "tier reached", true, "what is ordered reaches the tier whose price is paid", "one more unit before the tier"},
	{GroupOneTier, "one price", true, "all that is ordered has the price of one tier", "one more tier"},
	{GroupRebate, "rebate", true, "a rebate is at most its part of the spend", "one more of money back"},
	{GroupRebateOn, "rebate granted", true, "there is a rebate only where its level is reached", "one more of money back"},
	{GroupRebateLevel, "rebate level", true, "where there is a rebate its level is reached, and where there is none it is not", "one more unit before the rebate"},
	{GroupMinSourcing, "least sourcing", false, "the share of a supplier in the purchases of an item is at least the minimum", "one more percent asked for"},
	{GroupMaxSourcing, "most sourcing", false, "the share of a supplier in the purchases of an item is at most the maximum", "one more percent allowed"},
	{GroupExactSourcing, "sourcing", false, "the share of a supplier in the purchases of an item is as given", "one more percent"},
	{GroupMaxDisposal, "disposal", false, "what is disposed of an item in all places is at most the maximum", "one more unit that may be disposed of"},
	{GroupEmissions, "emissions", false, "what is emitted of a substance in a window of periods is at most the cap", "one more unit that may be emitted"},
	{GroupAllowances, "allowances", true, "emitted in a window = free allowances + bought - left", "one more free allowance"},
	{GroupBlend, "blend", true, "what the inputs of a blend give = its runs", "one more unit of the blend for free"},
	{GroupMinQuality, "least quality", false, "a property of a blend is at least the minimum", "one more unit of the property asked for"},
	{GroupMaxQuality, "most quality", false, "a property of a blend is at most the maximum", "one more unit of the property allowed"},
	{GroupMinShare, "least share", false, "the share of an input in a blend is at least the minimum", "one more percent of the blend asked for"},
	{GroupMaxShare, "most share", false, "the share of an input in a blend is at most the maximum", "one more percent of the blend allowed"},
	{GroupExactShare, "share", false, "the share of an input in a blend is as given", "one more percent of the blend"},
	{GroupCashBalance, "cash balance", true, "cash at the end = cash before + received + borrowed - paid - paid back", "one more of money received"},
	{GroupCash, "least cash", false, "cash at the end of a period is at least the minimum, 0 where none is given", "one more of money that must be kept"},
	{GroupCredit, "credit", false, "money owed to the bank at the end of a period is at most the limit", "one more of money that may be owed"},
	{GroupTax, "tax due", true, "tax paid for a span of periods is at least the rate of its profit", "one more of tax to pay"},
	{GroupLevel, "level plan", false, "heads of a crew, or output of a family, are those of the period before", "one more than in the period before"},
	{GroupRateChange, "change of rate", false, "heads of a crew, or output of a family, differ from those of the period before by at most the limit", "one more that may change"},
	{GroupChase, "chase plan", false, "stock of a family at the end of a period is at most what is needed", "one more unit that may be in stock"},
	{GroupNoOvertime, "no overtime", false, "no overtime is worked", "one more hour that may be worked"},
	{GroupNoOutsourcing, "no outsourcing", false, "no family is bought", "one more unit that may be bought"},
	{GroupNoBacklog, "no backlog", false, "nothing is owed at the end of a period", "one more unit that may be owed"},
	{GroupRule, "rule", false, "the left side of a rule of your own is at most, at least or exactly its right side", "one more unit on the right side"},
	{GroupFixed, "fixed", false, "what is locked, frozen or given is done as it is said", "one more unit of what is fixed"},
	{GroupGoal, "goal", false, "a figure is at least or at most what a goal asks, or as near to it as its rank allows", "one more unit asked or allowed"},
	{GroupBudget, "budget", false, "a figure in a window of periods is at least or at most what the budget says", "one more unit asked or allowed"},
	{GroupLeastMet, "least met goal", true, "the least met goal of a rank misses at least as much as each, in percent", "one more percent missed for nothing"},
	{GroupRank, "rank", false, "the goals of a rank together miss at most what they must and what their tolerances allow, in percent", "one more percent that may be missed"},
}

// Groups describes every group, in the order of the formulation.
func Groups() []GroupInfo { return append([]GroupInfo(nil), groups...) }

// Info describes the group.
func (g Group) Info() GroupInfo {
	for _, info := range groups {
		if info.Group == g {
			return info
		}
	}
	return GroupInfo{Group: g, Title: string(g)}
}
